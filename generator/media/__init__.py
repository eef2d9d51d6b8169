"""What is made of pixels: photographs and kept documents on their way to the site, and the pictures of shared links.

An image file can hold the place where it was taken, the name of who took it, a smaller image from before it was
cut. `images` gives the pixels alone to a new image; every image of an author goes through it, and nothing else
travels.
"""

from generator.media.documents import FOLDER, publish
from generator.media.images import MAX_PIXELS, clean, rebuild
from generator.media.photographs import publish as publish_photographs
from generator.media.shared import draw_shared

__all__ = ["FOLDER", "MAX_PIXELS", "clean", "draw_shared", "publish", "publish_photographs", "rebuild"]
