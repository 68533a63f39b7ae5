"""Approve: the packet, the link, the manager's answer."""
