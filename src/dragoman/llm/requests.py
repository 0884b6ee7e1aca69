"""Request bodies of the chat-completions protocol: messages, model and settings -> the exact bytes that are sent.

Source of the protocol: OpenAI API reference, chat completions, with `response_format` of type `json_schema` (structured
outputs); vLLM, llama.cpp and Ollama serve the same route.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

from dragoman.llm.prompts import Message
from dragoman.llm.schema import JsonSchema

AnswerFormat = Literal["schema", "object", "text"]
"""How JSON is asked for: by schema, as any JSON object, or by the words of the prompt alone."""


class Settings(msgspec.Struct, frozen=True):
    """What an answer depends on besides the messages: part of the cache key, so a change asks anew."""

    model: str
    temperature: float | None = 0.0
    seed: int | None = 0
    max_tokens: int | None = 32_000


class Request(msgspec.Struct, frozen=True):
    """One question to a model."""

    messages: tuple[Message, ...]
    settings: Settings
    schema: JsonSchema
    prompt_version: str

    def body(self, answer_format: AnswerFormat = "schema") -> dict[str, object]:
        """The JSON object to send. Settings that are None are left to the server."""
        body: dict[str, object] = {"model": self.settings.model, "messages": [msgspec.to_builtins(message) for message in self.messages]}
        for name in ("temperature", "seed", "max_tokens"):
            value = getattr(self.settings, name)
            if value is not None:
                body[name] = value
        if answer_format == "schema":
            body["response_format"] = {"type": "json_schema", "json_schema": {"name": "reading", "strict": True, "schema": self.schema}}
        elif answer_format == "object":
            body["response_format"] = {"type": "json_object"}
        return body

    def key(self) -> str:
        """A digest of everything the answer depends on: messages (so text and prompt), prompt version, model, settings, schema.

        The address of the server and the key are no part of it.
        """
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()
