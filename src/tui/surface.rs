//! What the loop draws on, as a trait.

use crate::error::Result;

/// What the loop draws on and hands back: the real screen, or a test backend.
pub trait Surface {
    /// Draws one frame: what the view writes, and nothing that was there before.
    fn draw(&mut self, view: &mut dyn FnMut(&mut ratatui::Frame<'_>)) -> Result<()>;

    /// Forgets what is on the screen, so that the next draw writes every cell.
    fn repaint(&mut self) -> Result<()>;

    /// Gives the terminal back to the shell until the user returns.
    fn suspend(&mut self) -> Result<()>;

    /// Takes the terminal again after somebody else stopped the program and let it go on.
    fn resume(&mut self) -> Result<()> {
        self.repaint()
    }
}
