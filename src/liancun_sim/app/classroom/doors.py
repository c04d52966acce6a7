"""Who comes in as what: a token in the link's fragment, or the room's code typed, is exchanged for a cookie.

The teacher's token is long and told to the teacher alone. The students' code is short enough to be typed from a
projector, and one of so many that nobody finds it by trying: a thousand tries a second for a year meet it once in 25.
"""

import secrets
from hmac import compare_digest

TEACHER_COOKIE, STUDENT_COOKIE = "teacher", "student"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 8


class Doors:
    """The tokens of one room."""

    def __init__(self) -> None:
        self.teacher = secrets.token_urlsafe(24)
        self.code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        self.teaching = secrets.token_urlsafe(24)
        """The cookie a teacher's token is exchanged for."""

    def role(self, token: object) -> str | None:
        """What a token or code lets somebody in as: the name of a cookie; None for neither."""
        if not isinstance(token, str):
            return None
        given = token.strip()
        if _same(given, self.teacher):
            return TEACHER_COOKIE
        return STUDENT_COOKIE if _same(given.lower().replace("-", "").replace(" ", ""), self.code) else None

    def teaches(self, cookie: str | None) -> bool:
        return cookie is not None and _same(cookie, self.teaching)


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode("utf-8", "replace"), wanted.encode())
