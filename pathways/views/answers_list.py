"""All answers in one list; each can be changed in its place, and none of the others is lost."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from pathways.views.answer_words import label_of, value_words
from pathways.views.asking import Asking, ask
from pathways.views.session import Session, listed
from pathways.views.shell import section_heading
from pathways.views.walk import answered

__all__ = ["show"]


def show(session: Session) -> None:
    """Draw the list by section."""
    section_heading(session.say("answers.title"), session.say("answers.lead"))
    questions = session.content["questions"]
    done = [questions[q] for q in answered(session)]
    with st.container(key="list", width=760):
        if not done:
            st.html(f'<p class="pw-soft">{escape(session.say("answers.empty"))}</p>')
            st.button(session.say("start.walk"), key="to_walk", type="primary", on_click=session.go, args=("walk",))
        for section in dict.fromkeys(q["section"] for q in done):
            st.html(f'<h2 class="pw-h2">{escape(session.say(f"answers.sections_{section}"))}</h2>')
            for question in done:
                if question["section"] == section:
                    _row(session, question)


def _row(session: Session, question: Any) -> None:
    open_ = session.params.get("edit") == question["id"]
    with st.container(key=f"row_{question['id']}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"line_{question['id']}"):
            st.html(
                f'<p class="pw-row"><span class="pw-soft">{escape(label_of(session, question))}</span>'
                f"<b>{escape(value_words(session, question))}</b></p>"
            )
            st.button(
                session.say("answers.close" if open_ else "answers.change"),
                key=f"change_{question['id']}",
                type="tertiary",
                on_click=session.go,
                args=("answers",),
                kwargs={} if open_ else {"edit": question["id"]},
            )
        if open_:
            with st.container(key="card_edit"):
                st.html(f'<p class="pw-asked">{escape(session.read(question["ask"]))}</p>')
                ask(Asking(session, question, "list", lambda: session.go("answers")))
                if question["kind"] != "trials":
                    st.button(
                        session.say("answers.forget"), key="forget", type="tertiary", on_click=_forget, args=(session, question)
                    )


def _forget(session: Session, question: Any) -> None:
    session.remove_answer(*listed(question["sets"]))
    session.go("answers")
