"""The seven stages. Each is a room of its own; they are strangers to one another."""
