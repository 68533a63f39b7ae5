"""What surrounds the pages: steps, docks, banner, bars, tray."""
