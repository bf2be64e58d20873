"""Two small pages of a made-up crisis, in sentences that the toy reader knows."""

from pathlib import Path

ROAD = """Arland and Borland at odds over a road

February 3, 2001

Anna Example said the road is open. The road leads through the hills to the village of Corby, and \
it has been used by traders of both countries for as long as anybody can remember.

Arland condemned Borland. Its ministry gave no reason for the letter that was sent to the embassy \
on that day, and the embassy gave no answer to it for the rest of the week.

The road was closed for a while, and 40 lorries waited at the border between the two countries \
until the evening, when the barrier was lifted and the first of them drove on.
"""

BRIDGE = """A bridge opens again

February 9, 2001

Borland met Arland. The two delegations sat in the town hall of Corby, and they spoke for most of \
the day about the bridge that leads over the river to the other country.

Anna Example said the bridge is safe. Carl Sample said the talks were short. The bridge had been \
closed since the storm of the winter, and the traders had lost most of their goods in it.
"""


def write_pages(folder: Path) -> Path:
    """Write the pages to a folder and return it."""
    folder.mkdir(exist_ok=True)
    (folder / "road.txt").write_text(ROAD, encoding="utf-8")
    (folder / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    return folder
