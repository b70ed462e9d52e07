"""Pictures for the data preview: their sizes, and a small one to show."""

import base64
import io

PIXELS = 50_000_000  # of a picture that is made small
THUMBNAIL = 96  # pixels of its longer side then


def picture(path, entry, thumbnail):
    try:
        from PIL import Image
    except ImportError:
        entry["notes"].append("Pillow, which reads pictures, cannot be imported here")
        return
    with Image.open(path) as image:
        width, height = image.size
        entry["notes"].append(f"{width}×{height} pixels, {image.mode}")
        if not thumbnail or width * height > PIXELS:
            return
        image.draft("RGB", (2 * THUMBNAIL, 2 * THUMBNAIL))
        clear = image.mode in ("RGBA", "LA", "P")
        small = image.convert("RGBA" if clear else "RGB")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        buffer = io.BytesIO()
        small.save(buffer, "PNG")
    entry["thumbnail"] = base64.b64encode(buffer.getvalue()).decode("ascii")


def sizes(paths):
    """The range of the sizes of pictures, in words."""
    try:
        from PIL import Image
    except ImportError:
        return "sizes unknown"
    found = []
    for path in paths:
        try:
            with Image.open(path) as image:
                found.append(image.size)
        except Exception:  # a broken one has no size
            continue
    if not found:
        return "sizes unknown"
    widths, heights = zip(*found)
    smallest, largest = (f"{choose(widths)}×{choose(heights)}" for choose in (min, max))
    return smallest if smallest == largest else f"{smallest} to {largest}"
