"""A model of any vendor, or on this machine, asked as drafts are: in either protocol, within bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.assistant.asking.model import ModelFailedError, Reply, ReplyError
from kg.drafting.models.client import TIMEOUT, Client
from kg.drafting.models.protocols import AnswerError, Question, model_at
from kg.drafting.models.transport import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.drafting.models.protocols import Speaks


class VendorModel:
    """The model of a name at an address; its key is in the environment that is given, and is shown nowhere."""

    def __init__(
        self,
        name: str,
        url: str,
        environment: Mapping[str, str],
        protocol: Speaks | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        try:
            self._client = Client(model_at(name, url, environment, protocol), timeout)
        except ModelError as error:
            raise ModelFailedError(str(error)) from None
        self.name = str(self._client.model)

    def reply(self, task: str, matter: str, schema: Mapping[str, Any], most_tokens: int) -> Reply:
        """One reply, by the JSON Schema; raises ReplyError or ModelFailedError."""
        try:
            answer = self._client.ask(Question(task, matter, schema, most_tokens))
        except AnswerError as error:
            raise ReplyError(str(error)) from None
        except ModelError as error:
            raise ModelFailedError(str(error)) from None
        return Reply(answer.value, answer.tokens_in, answer.tokens_out)

    def close(self) -> None:
        """Close its connections."""
        self._client.transport.close()
