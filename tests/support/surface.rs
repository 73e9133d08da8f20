//! A screen in memory, and a list of events that the loop reads as if they were typed.
#![allow(dead_code, reason = "each user takes a part")]

use std::collections::VecDeque;

use crossterm::event::{Event as Input, KeyCode};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use servemap::error::Result;
use servemap::tui::events::{Event, EventSource};
use servemap::tui::surface::Surface;

/// A list of events, for tests.
#[derive(Debug, Clone, Default)]
pub struct Script {
    events: VecDeque<Event>,
    /// Whether the event before was a letter.
    typing: bool,
    /// Whether all events are there before the first frame, which is then the last.
    at_once: bool,
}

impl Script {
    pub fn new(events: VecDeque<Event>) -> Self {
        Self { events, ..Self::default() }
    }

    /// Events that are handled without a frame between them: for what leads to a test and is not what it tests.
    pub fn at_once(events: VecDeque<Event>) -> Self {
        Self { events, at_once: true, ..Self::default() }
    }

    /// Whether every event was read.
    pub fn is_over(&self) -> bool {
        self.events.is_empty()
    }
}

impl EventSource for Script {
    fn next(&mut self) -> Option<Event> {
        let event = self.events.pop_front();
        self.typing = event.as_ref().is_some_and(is_letter);
        event
    }

    /// Letters come in a burst, as from a fast typist, and are drawn once: a word costs one frame. Every other event has a
    /// frame of its own.
    fn ready(&mut self) -> Option<Event> {
        let front = self.events.front()?;
        let burst = self.at_once || self.typing && is_letter(front) || *front == END;
        burst.then(|| self.next())?
    }
}

/// Stands behind the last event of a script. It means nothing to the app: whoever left did not come to it.
pub const END: Event = Event::Input(Input::FocusGained);

fn is_letter(event: &Event) -> bool {
    let Event::Input(Input::Key(key)) = event else { return false };
    matches!(key.code, KeyCode::Char(_)) && key.modifiers.is_empty()
}

/// A screen in memory.
#[derive(Debug)]
pub struct TestSurface {
    /// The terminal whose backend holds what would be seen.
    pub terminal: Terminal<TestBackend>,
    /// How often the terminal was given back to the shell.
    pub suspended: usize,
    /// Whether the next frame is on the screen already: the loop draws one before it reads.
    pub is_drawn: bool,
}

impl TestSurface {
    /// An empty screen of this size.
    pub fn new(width: u16, height: u16) -> Self {
        let Ok(terminal) = Terminal::new(TestBackend::new(width, height));
        Self { terminal, suspended: 0, is_drawn: false }
    }

    /// Changes the size, as a user who drags the window: the next draw finds it changed.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
    }

    /// The cells as they would be seen, with their styles.
    pub fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }
}

impl Surface for TestSurface {
    fn draw(&mut self, view: &mut dyn FnMut(&mut ratatui::Frame<'_>)) -> Result<()> {
        if !std::mem::take(&mut self.is_drawn) {
            let Ok(_) = self.terminal.draw(|frame| view(frame));
        }
        Ok(())
    }

    fn repaint(&mut self) -> Result<()> {
        let Ok(size) = self.terminal.size();
        let Ok(()) = self.terminal.resize(Rect::from(size));
        Ok(())
    }

    fn suspend(&mut self) -> Result<()> {
        self.suspended += 1;
        self.repaint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_gives_its_events_one_by_one_and_ends() {
        let mut script = Script::new([Event::Resumed, Event::End(143)].into());
        assert_eq!(script.next(), Some(Event::Resumed));
        assert_eq!(script.ready(), None);
        assert_eq!(script.next(), Some(Event::End(143)));
        assert_eq!(script.next(), None);
    }

    #[test]
    fn letters_that_follow_each_other_are_there_at_once() {
        let key = |code| Event::Input(Input::Key(KeyCode::into(code)));
        let mut script =
            Script::new([KeyCode::Char('a'), KeyCode::Char('b'), KeyCode::Enter].map(key).into());
        assert_eq!(script.next(), Some(key(KeyCode::Char('a'))));
        assert_eq!(script.ready(), Some(key(KeyCode::Char('b'))));
        assert_eq!(script.ready(), None);
        assert_eq!(script.next(), Some(key(KeyCode::Enter)));
    }

    fn fill(surface: &mut TestSurface) {
        surface
            .draw(&mut |frame| {
                frame.buffer_mut()[(0, 0)].set_char('x');
            })
            .unwrap();
    }

    #[test]
    fn a_draw_after_a_resize_fills_the_new_size() {
        let mut surface = TestSurface::new(10, 2);
        fill(&mut surface);
        surface.resize(4, 3);
        surface.draw(&mut |frame| assert_eq!(frame.area(), Rect::new(0, 0, 4, 3))).unwrap();
        assert_eq!(surface.buffer().area, Rect::new(0, 0, 4, 3));
    }

    #[test]
    fn a_repaint_leaves_nothing_behind_and_the_next_draw_writes_it_all() {
        let mut surface = TestSurface::new(3, 1);
        fill(&mut surface);
        surface.repaint().unwrap();
        surface.terminal.backend().assert_buffer_lines(["   "]);
        fill(&mut surface);
        surface.terminal.backend().assert_buffer_lines(["x  "]);
    }

    #[test]
    fn it_counts_how_often_it_was_given_back() {
        let mut surface = TestSurface::new(0, 0);
        surface.suspend().unwrap();
        surface.resume().unwrap();
        assert_eq!(surface.suspended, 1);
    }
}
