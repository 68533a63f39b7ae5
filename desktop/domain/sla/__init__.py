"""Service level agreements as arithmetic: schedules, policies and the clocks of a ticket. Pure."""
