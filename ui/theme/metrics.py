"""Service's names of clocks in the words of a person."""

_WORDS = {
    "first_reply_time": "First reply",
    "next_reply_time": "Next reply",
    "periodic_update_time": "Periodic update",
    "pausable_update_time": "Pausable update",
    "requester_wait_time": "Requester's wait",
    "agent_work_time": "Agent's work",
    "total_resolution_time": "Resolution",
}


def metric_words(metric: str) -> str:
    """Name a clock: ``first_reply_time`` is "First reply"; one not known here keeps its name."""
    return _WORDS.get(metric) or metric.replace("_", " ").capitalize()
