"""A row of the queue in words: what a table without pictures would show, and what a screen reader says."""

from ui.theme.plain import one_line
from ui.theme.ticket_row import PRIORITIES, STATES, TicketColumn, TicketRow, age_words
from ui.theme.time_left import clock_words, spoken


def cell_words(row: TicketRow, column: int, now_ms: int) -> str:
    """Return one cell in words."""
    match TicketColumn(column):
        case TicketColumn.TIME_LEFT:
            return clock_words(row.deadline, row.clock, now_ms)
        case TicketColumn.PRIORITY:
            return PRIORITIES[row.priority]
        case TicketColumn.TICKET:
            return f"#{row.ticket} {one_line(row.subject)}"
        case TicketColumn.ORGANISATION:
            return one_line(row.organisation) + (", VIP" if row.vip else "")
        case TicketColumn.CLUSTER:
            return one_line(row.cluster)
        case TicketColumn.STEP:
            return STATES[row.state].words
        case TicketColumn.AGE:
            return age_words(row.created, now_ms)
        case TicketColumn.OWNER:
            return row.owner


def row_words(row: TicketRow, now_ms: int) -> str:
    """Return the whole row as one sentence: time first, as on the screen."""
    parts = [
        spoken(row.deadline, row.clock, now_ms),
        PRIORITIES[row.priority],
        *(cell_words(row, column, now_ms) for column in list(TicketColumn)[2:6]),
    ]
    return ", ".join(part for part in parts if part)
