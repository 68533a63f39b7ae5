"""Between core and screen: the loop, running commands, what happened, problems in words. No widget here."""
