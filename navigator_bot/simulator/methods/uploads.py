"""The file of a request: sent along, named by its id, or sent along under another name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from navigator_bot.simulator.calls import Call, Upload
from navigator_bot.simulator.files import picture_size
from navigator_bot.simulator.model import Document, Photo, Sticker, StoredFile, Voice
from navigator_bot.simulator.refusals import bad_request
from navigator_bot.simulator.world import World

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_SIDES = 10_000  # width and height together
STEEPEST = 20  # width to height, or the other way round
NO_SUCH_FILE = "wrong file identifier/HTTP URL specified"


def photo(world: World, call: Call) -> Photo:
    sent = _read(world, call, "photo")
    content = sent.content
    if len(content) > LARGEST_PHOTO:
        raise bad_request("file is too big")
    width, height = picture_size(content)
    if width + height > LARGEST_SIDES or max(width, height) > STEEPEST * max(1, min(width, height)):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return Photo(_kept(world, sent, "photos", ".jpg"), width, height)


def document(world: World, call: Call) -> Document:
    return _file(world, call, "document")


def video(world: World, call: Call) -> Document:
    return _file(world, call, "video")


def audio(world: World, call: Call) -> Document:
    return _file(world, call, "audio")


def animation(world: World, call: Call) -> Document:
    return _file(world, call, "animation")


def video_note(world: World, call: Call) -> Document:
    return _file(world, call, "video_note")


def voice(world: World, call: Call) -> Voice:
    sent = _read(world, call, "voice")
    return Voice(_kept(world, sent, "voice", ".oga"), call.integer("duration"))


def sticker(world: World, call: Call) -> Sticker:
    sent = _read(world, call, "sticker")
    return Sticker(_kept(world, sent, "stickers", ".webp"), call.text("emoji"))


ALBUM_KINDS: Mapping[str, Callable[[World, Call], Photo | Document]] = {
    "photo": photo,
    "video": video,
    "audio": audio,
    "document": document,
}
MEDIA_KINDS = {**ALBUM_KINDS, "animation": animation}


def input_media(call: Call, raw: object, kinds: Mapping[str, object]) -> tuple[str, Call]:
    """The kind of an InputMedia, and a call like the one that would send it by itself."""
    if not isinstance(raw, dict):
        raise bad_request("can't parse InputMedia: expected an Object")
    kind = raw.get("type")
    if not isinstance(kind, str) or kind not in kinds:
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    if not raw.get("media"):
        raise bad_request("can't parse InputMedia: media not found")
    return kind, Call(call.method, {**raw, kind: raw["media"]}, call.uploads)


def _file(world: World, call: Call, kind: str) -> Document:
    sent = _read(world, call, kind)
    width = call.integer("width") or call.integer("length")
    about = (kind, call.integer("duration"), width, call.integer("height"))
    if isinstance(sent, StoredFile):
        return Document(sent, PurePosixPath(sent.path).name, "application/octet-stream", *about)
    file = _kept(world, sent, f"{kind}s", PurePosixPath(sent.name).suffix)
    return Document(file, sent.name, sent.mime_type, *about)


def _read(world: World, call: Call, field: str) -> Upload | StoredFile:
    if (upload := call.uploads.get(field)) is None:
        given = call.text(field)
        if not given:
            raise bad_request(f"there is no {field} in the request")
        if not given.startswith("attach://"):
            return _by_id(world, given)
        upload = call.uploads.get(given.removeprefix("attach://"))
    if upload is None:
        raise bad_request(NO_SUCH_FILE)
    if not upload.content:
        raise bad_request("file must be non-empty")
    return upload


def _by_id(world: World, given: str) -> StoredFile:
    if given.startswith(("http://", "https://")):
        # Telegram would fetch it; the stand-in never goes to the network.
        raise bad_request("failed to get HTTP URL content")
    if (file := world.files.by_id(given)) is None:
        raise bad_request(NO_SUCH_FILE)
    return file


def _kept(world: World, sent: Upload | StoredFile, folder: str, extension: str) -> StoredFile:
    if isinstance(sent, StoredFile):
        return sent
    return world.files.add(sent.content, folder, extension)
