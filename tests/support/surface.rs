//! A screen in memory, and a list of events that the loop reads as if they were typed.
#![allow(dead_code, reason = "each user takes a part")]

use std::collections::VecDeque;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use servemap::error::Result;
use servemap::tui::events::{Event, EventSource};
use servemap::tui::surface::Surface;

/// A list of events, for tests.
#[derive(Debug, Clone, Default)]
pub struct Script(pub VecDeque<Event>);

impl EventSource for Script {
    fn next(&mut self) -> Option<Event> {
        self.0.pop_front()
    }

    /// Never: so that a test sees the frame after every single event.
    fn ready(&mut self) -> Option<Event> {
        None
    }
}

/// A screen in memory.
#[derive(Debug)]
pub struct TestSurface {
    /// The terminal whose backend holds what would be seen.
    pub terminal: Terminal<TestBackend>,
    /// How often the terminal was given back to the shell.
    pub suspended: usize,
}

impl TestSurface {
    /// An empty screen of this size.
    pub fn new(width: u16, height: u16) -> Self {
        let Ok(terminal) = Terminal::new(TestBackend::new(width, height));
        Self { terminal, suspended: 0 }
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
        let Ok(_) = self.terminal.draw(|frame| view(frame));
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
        let mut script = Script([Event::Resumed, Event::End(143)].into());
        assert_eq!(script.next(), Some(Event::Resumed));
        assert_eq!(script.ready(), None);
        assert_eq!(script.next(), Some(Event::End(143)));
        assert_eq!(script.next(), None);
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
