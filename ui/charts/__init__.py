"""Charts, drawn with pyqtgraph and read out in words; imported when a page first needs one."""
