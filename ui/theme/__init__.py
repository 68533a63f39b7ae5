"""How the window looks: colours, type, icons, and the pure rules that models and widgets share."""
