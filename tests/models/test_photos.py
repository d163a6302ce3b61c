"""A photograph of a member is set, changed and taken off, each as one step."""

from __future__ import annotations

from models.attachments import Attachment
from models.branch import Branch
from models.members import Member
from models.members.movements import enter
from models.photos import photo_of, set_photo
from models.store import Store


def test_a_photograph_is_set_changed_and_taken_off_each_as_one_step():
    with Store.memory(Branch(name="甲")) as store:
        member = enter(store, Member(name="赵敏"))
        set_photo(store, member, b"first")
        first = store.get(Member, member.id)
        assert photo_of(store, first) == b"first"
        set_photo(store, first, b"second")
        second = store.get(Member, member.id)
        assert (photo_of(store, second), len(store.all(Attachment))) == (b"second", 1)
        set_photo(store, second, b"")
        assert photo_of(store, store.get(Member, member.id)) == b""
        for kept in (b"second", b"first", b""):
            store.undo()
            assert photo_of(store, store.get(Member, member.id)) == kept
