"""Other words for a draft by somebody outside: what goes out identifies nobody, what comes back is put together and judged.

Its door: ``mask``, ``wrong_with``, ``put_back`` and ``instructions``.
"""

from desktop.triage.rewording.answer import put_back, wrong_with
from desktop.triage.rewording.asking import instructions
from desktop.triage.rewording.masking import Masked, mask

__all__ = ["Masked", "instructions", "mask", "put_back", "wrong_with"]
