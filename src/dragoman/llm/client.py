"""Questions to a model with everything that goes wrong on the way: retries, limits, budget, cache.

In: Request. Out: Reply. A failure that may pass (429, 5xx, time-out, connection lost, an empty or broken answer) is tried again
with growing pauses; one that will not pass (a refused key, an unknown model) is raised at once. Every outcome is counted by the meter.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import msgspec

from dragoman.errors import AnswerUnusable, ModelError, ModelRefused, ModelUnreachable
from dragoman.llm.cache import AnswerCache, Reply
from dragoman.llm.limits import Limiter
from dragoman.llm.meter import Meter, estimated_tokens
from dragoman.llm.requests import AnswerFormat, Request
from dragoman.llm.transport import LARGEST_ANSWER, HttpAnswer, NoAnswer, Transport

LONGEST_PAUSE = 60.0
_SIMPLER: dict[AnswerFormat, AnswerFormat] = {"schema": "object", "object": "text"}
_OPTIONAL = ("seed", "temperature", "max_tokens", "max_completion_tokens")


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message = msgspec.field(default_factory=_Message)
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice] = []
    usage: _Usage | None = None


class _Try(msgspec.Struct):
    """What one try came to: a reply, or the outcome's name and how long the server asks to wait."""

    outcome: str
    reply: Reply | None = None
    wait: float | None = None


class Client:
    """Asks one server. May be used from many threads."""

    def __init__(
        self,
        transport: Transport,
        *,
        limiter: Limiter | None = None,
        meter: Meter | None = None,
        cache: AnswerCache | None = None,
        tries: int = 6,
    ) -> None:
        self.transport = transport
        self.limiter = limiter or Limiter()
        self.meter = meter or Meter()
        self.cache = cache or AnswerCache()
        self.tries = tries
        self._format: AnswerFormat = "schema"
        self._left_out: set[str] = set()
        self._jitter = random.Random(0)

    def close(self) -> None:
        """Let go of all connections."""
        self.transport.close()

    def ask(self, request: Request, usable: Callable[[str], bool] = bool) -> Reply:
        """The model's reply, from the cache if it was asked before. `usable` says of a content whether it will do; else it is asked again.

        Raises ModelRefused, ModelUnreachable, AnswerUnusable, BudgetSpent.
        """
        key = request.key()
        kept = self.cache.get(key)
        if kept is not None:
            self.meter.cached()
            return kept
        outcome = ""
        for number in range(self.tries):
            done = self._try(request, usable)
            if done.reply is not None:
                self.cache.put(key, done.reply)
                return done.reply
            outcome = done.outcome
            if number + 1 < self.tries:
                self._wait(number, done.wait)
        raise _given_up(outcome, self.tries, self.transport.address)

    def _try(self, request: Request, usable: Callable[[str], bool]) -> _Try:
        characters = sum(len(message.content) for message in request.messages)
        with self.limiter.slot():
            reserved = self.meter.reserve(characters)
            outcome, tokens = "no answer", (0, 0)
            try:
                answer = self._post(request)
                done = self._judge(answer, usable, characters)
                outcome = done.outcome
                if done.reply is not None or done.outcome in ("empty", "malformed"):
                    tokens = _tokens(answer, characters)
                return done
            except NoAnswer as failure:
                outcome = failure.reason
                return _Try(outcome)
            except ModelRefused:
                outcome = "refused"
                raise
            finally:
                self.meter.settle(reserved, *tokens, outcome)

    def _post(self, request: Request) -> HttpAnswer:
        """Send the request; a server that does not know an answer format or a setting is asked again without it."""
        for _ in range(len(_OPTIONAL) + len(_SIMPLER) + 1):
            body = {name: value for name, value in request.body(self._format).items() if name not in self._left_out}
            if "max_tokens" in self._left_out and "max_completion_tokens" not in self._left_out and request.settings.max_tokens:
                body["max_completion_tokens"] = request.settings.max_tokens
            answer = self.transport.post(body)
            if answer.status not in (400, 422) or not self._simplify(answer.body.decode("utf-8", "replace"), body):
                return answer
        return answer

    def _simplify(self, complaint: str, body: dict[str, object]) -> bool:
        """Leave out what the server complains of by name; False when it names nothing that could be left out."""
        if any(word in complaint for word in ("response_format", "json_schema", "json_object", "grammar")) and "response_format" in body:
            self._format = _SIMPLER.get(self._format, "text")
            return True
        named = [name for name in _OPTIONAL if name in complaint and name in body]
        if named:
            self._left_out.add(named[0])
        return bool(named)

    def _judge(self, answer: HttpAnswer, usable: Callable[[str], bool], characters: int) -> _Try:
        if answer.status == 429 or answer.status in (408, 409, 425) or answer.status >= 500:
            wait = _retry_after(answer)
            if answer.status == 429 and wait:
                self.limiter.pause(min(wait, LONGEST_PAUSE))
            return _Try(str(answer.status), wait=wait)
        if answer.status != 200:
            raise _refusal(answer, self.transport.address)
        completion = _completion(answer)
        if completion is None or not completion.choices:
            return _Try("malformed")
        choice = completion.choices[0]
        content = choice.message.content or ""
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise ModelRefused("The model declined to read this article.", "Read it with the local reader or another model.")
        read, written = _tokens(answer, characters)
        if choice.finish_reason == "length":
            return _Try("cut off", Reply(content, cut_off=True, tokens_read=read, tokens_written=written))
        if not content.strip():
            return _Try("empty")
        return _Try("answered", Reply(content, False, read, written)) if usable(content) else _Try("malformed")

    def _wait(self, number: int, asked: float | None) -> None:
        """Pause before the next try: as long as the server asks, else 1, 2, 4 ... seconds, each drawn out by up to a half."""
        pause = asked if asked is not None else 2.0**number * (1 + self._jitter.random() / 2)
        self.limiter.sleep(min(pause, LONGEST_PAUSE))


def _completion(answer: HttpAnswer) -> _Completion | None:
    if len(answer.body) > LARGEST_ANSWER:
        return None
    try:
        return msgspec.json.decode(answer.body, type=_Completion)
    except (msgspec.DecodeError, RecursionError):
        return None


def _tokens(answer: HttpAnswer, characters: int) -> tuple[int, int]:
    """Tokens read and written as the server reports them, else estimated."""
    completion = _completion(answer)
    if completion is None:
        return estimated_tokens(characters), estimated_tokens(len(answer.body))
    if completion.usage is not None and completion.usage.prompt_tokens:
        return completion.usage.prompt_tokens, completion.usage.completion_tokens
    written = sum(len(choice.message.content or "") for choice in completion.choices)
    return estimated_tokens(characters), estimated_tokens(written)


def _retry_after(answer: HttpAnswer) -> float | None:
    try:
        return max(0.0, float(answer.headers.get("retry-after", "")))
    except ValueError:
        return None


def _refusal(answer: HttpAnswer, address: str) -> ModelRefused:
    reason, step = "refuses the request", "Check --model, --base-url and the server's log."
    if answer.status in (401, 403):
        reason, step = "refuses the key", "Set DRAGOMAN_API_KEY to a key that it takes."
    elif answer.status == 404:
        reason, step = "does not know the model or the path", "Check --model and --base-url."
    elif answer.status == 413 or b"context" in answer.body[:4000]:
        reason, step = "finds the question too long", "Give a smaller --part-size."
    return ModelRefused(f"The server at {address} {reason} (status {answer.status}).", step)


def _given_up(outcome: str, tries: int, address: str) -> ModelError:
    if outcome in ("empty", "malformed"):
        what = "an empty answer" if outcome == "empty" else "no JSON records"
        return AnswerUnusable(f"The model gave {what} in {tries} tries.", "Try another model, or read this article with the local reader.")
    reasons = {"timeout": "does not answer in time", "unreachable": "cannot be reached", "broken off": "breaks off its answers"}
    reason = reasons.get(outcome, f"answers with status {outcome}")
    step = "Check --base-url and that the server runs; what was answered is kept."
    return ModelUnreachable(f"The server at {address} {reason}, in {tries} tries.", step)
