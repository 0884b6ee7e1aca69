"""Things that are the same by pairs made into groups, whatever order the pairs come in."""

from __future__ import annotations


class Groups:
    """Disjoint sets of numbers 0 to `size` - 1, with the reasons that joined them."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._reasons: dict[int, set[str]] = {}

    def root(self, item: int) -> int:
        """The smallest member of an item's group."""
        while self._parent[item] != item:
            item = self._parent[item]
        return item

    def join(self, first: int, other: int, reason: str) -> None:
        """Make the groups of two items one."""
        low, high = sorted((self.root(first), self.root(other)))
        self._parent[high] = low
        merged = self._reasons.setdefault(low, set())
        merged.add(reason)
        if low != high:
            merged |= self._reasons.pop(high, set())

    def members(self) -> list[tuple[list[int], tuple[str, ...]]]:
        """Each group with its sorted reasons, in the order of the first members."""
        found: dict[int, list[int]] = {}
        for item in range(len(self._parent)):
            found.setdefault(self.root(item), []).append(item)
        return [(items, tuple(sorted(self._reasons.get(root, ())))) for root, items in sorted(found.items())]
