"""Draw the pictures that stand in for photographs in the example: `python -m tests.example.pictures`.

They are plain drawings, so that nobody takes the invented publisher's pictures for something that happened. What is
drawn is committed; this is how it was made.
"""

from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[2] / "examples/lembaga-contoh/programs/kebun-pangan-sleman/media"
SIZE, FINE = (1800, 1200), 2

SKY, HILL, FAR, GRASS, EARTH = "#E7F0F4", "#9DB8A4", "#C3D5CD", "#7FA06E", "#B98B5E"
WOOD, DARK, CLOTH, WHITE = "#7A5230", "#4F3416", "#A45A1D", "#F6F1E6"
WALL = "#E2D3B4"
LEAF, RED, YELLOW, ORANGE, INDIGO = "#2F7A4D", "#A11E43", "#D9A928", "#D8772A", "#0B2E52"
SKIN, NIGHT = "#8A5A3A", "#2B2B2B"

Point = tuple[float, float]


class Sheet:
    """A sheet that is drawn on larger than it is kept, so that edges are smooth."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), SKY)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points: Iterable[Point], fill: str) -> None:
        """Fill a shape between points."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], fill)

    def box(self, x: float, y: float, width: float, height: float, fill: str, round_by: float = 0) -> None:
        """Fill a box, with round corners."""
        place = (x * FINE, y * FINE, (x + width) * FINE, (y + height) * FINE)
        self.pen.rounded_rectangle(place, round_by * FINE, fill)

    def disc(self, x: float, y: float, radius: float, fill: str, flat: float = 1) -> None:
        """Fill a disc around a point, or one that is pressed flat."""
        tall = radius * flat
        self.pen.ellipse(((x - radius) * FINE, (y - tall) * FINE, (x + radius) * FINE, (y + tall) * FINE), fill)

    def save(self, name: str) -> None:
        """Keep the sheet as PNG."""
        small = self.image.resize(SIZE, Image.Resampling.LANCZOS).quantize(48, dither=Image.Dither.NONE)
        small.save(FOLDER / name, "PNG", optimize=True)


def landscape(sheet: Sheet, ground: float) -> None:
    """Draw two ranges of hills and the ground."""
    sheet.shape([(0, 620), (320, 430), (620, 560), (980, 360), (1350, 540), (1800, 410), (1800, 900), (0, 900)], FAR)
    sheet.shape([(0, 720), (420, 590), (900, 700), (1300, 600), (1800, 690), (1800, 1000), (0, 1000)], HILL)
    sheet.shape([(0, ground), (1800, ground - 20), (1800, 1200), (0, 1200)], GRASS)


def stall(sheet: Sheet, x: float, cloth: str, goods: str) -> None:
    """Draw a stall: four posts, a striped roof, and a table with a row of vegetables."""
    for post in (x + 14, x + 402):
        sheet.box(post, 500, 16, 480, DARK)
    sheet.shape([(x, 420), (x + 430, 420), (x + 444, 520), (x - 20, 520)], WHITE)
    for strip in range(8):
        left = x - 20 + strip * 58
        sheet.shape([(left + 20, 420), (left + 66, 420), (left + 58, 520), (left, 520)], cloth if strip % 2 else WHITE)
        sheet.disc(left + 29, 520, 29, cloth if strip % 2 else WHITE)
    sheet.box(x - 10, 780, 452, 40, WOOD)
    sheet.box(x, 820, 432, 150, CLOTH)
    for fruit in range(9):
        sheet.disc(x + 40 + fruit * 44, 762, 24, goods)
        sheet.disc(x + 40 + fruit * 44, 738, 9, LEAF, flat=0.6)


def market(sheet: Sheet) -> None:
    """Draw three stalls before a hall; nobody is there."""
    landscape(sheet, 920)
    sheet.shape([(520, 400), (900, 250), (1280, 400)], CLOTH)
    sheet.box(580, 400, 640, 530, WALL)
    sheet.box(840, 560, 120, 370, DARK)
    for x, cloth, goods in ((120, INDIGO, RED), (684, RED, ORANGE), (1248, LEAF, YELLOW)):
        stall(sheet, x, cloth, goods)


def rack(sheet: Sheet, x: float) -> None:
    """Draw a planting rack of three boards with seedlings."""
    for post in (x, x + 380):
        sheet.box(post, 560, 18, 420, DARK)
    for board in range(3):
        y = 640 + board * 130
        sheet.box(x - 10, y, 418, 42, WOOD, 6)
        for plant in range(7):
            left = x + 34 + plant * 55
            sheet.shape([(left - 24, y - 46), (left, y - 8), (left + 4, y), (left - 6, y)], LEAF)
            sheet.shape([(left + 24, y - 52), (left + 2, y - 8), (left - 2, y), (left + 8, y)], LEAF)


def person(sheet: Sheet, x: float, shirt: str, scarf: str) -> None:
    """Draw somebody from behind, bent over the plants a little."""
    sheet.box(x - 62, 720, 124, 190, shirt, 46)
    sheet.box(x - 54, 880, 46, 170, NIGHT, 14)
    sheet.box(x + 8, 880, 46, 170, NIGHT, 14)
    sheet.shape([(x + 40, 750), (x + 160, 830), (x + 146, 858), (x + 30, 800)], shirt)
    sheet.disc(x + 156, 846, 20, SKIN)
    sheet.disc(x, 660, 58, SKIN)
    sheet.disc(x, 648, 62, scarf)
    sheet.disc(x, 640, 120, YELLOW, flat=0.28)
    sheet.shape([(x - 64, 632), (x, 566), (x + 64, 632)], YELLOW)


def garden(sheet: Sheet) -> None:
    """Draw two racks behind a house, and two people at work, from behind."""
    landscape(sheet, 900)
    sheet.shape([(60, 470), (330, 330), (600, 470)], CLOTH)
    sheet.box(110, 470, 440, 450, WHITE)
    sheet.box(280, 640, 110, 280, DARK)
    sheet.box(0, 1040, 1800, 160, EARTH)
    rack(sheet, 700)
    rack(sheet, 1260)
    person(sheet, 640, INDIGO, WHITE)
    person(sheet, 1190, RED, INDIGO)


def main() -> None:
    """Draw both pictures into the example."""
    for name, draw in (("pasar-tani.png", market), ("kebun-pekarangan.png", garden)):
        sheet = Sheet()
        draw(sheet)
        sheet.save(name)


if __name__ == "__main__":
    main()
