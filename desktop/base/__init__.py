"""The lowest room: time, identity, folders and the log. It knows no other room."""
