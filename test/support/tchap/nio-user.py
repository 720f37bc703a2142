"""A person with a client that shares no code with the bot's: matrix-nio, whose encryption is libolm.

usage: nio-user.py HOMESERVER_URL USER_ID STORE_FOLDER   (the password is the first line of stdin)

Then one JSON object a line, on stdin: {"open": USER_ID} makes an encrypted direct room and invites them into it;
{"room": ROOM_ID, "say": TEXT} writes. On stdout: {"ready": DEVICE_ID}, {"opened": ROOM_ID}, {"said": EVENT_ID}, and
what the others write: {"room", "sender", "body", "encrypted"}, where an edit is the words it puts in place.
{"unreadable": EVENT_ID} is an event that could not be decrypted, {"failed": WHY} a command that was refused.
"""

import asyncio
import json
import logging
import sys

from nio import AsyncClient, AsyncClientConfig, MegolmEvent, RoomMessageNotice, RoomMessageText

url, user_id, store = sys.argv[1:]
logging.disable(logging.CRITICAL)

ENCRYPTION = {
    "type": "m.room.encryption",
    "state_key": "",
    "content": {"algorithm": "m.megolm.v1.aes-sha2"},
}


def tell(**said):
    print(json.dumps(said), flush=True)


def reads(room, event):
    if event.sender == user_id:
        return
    content = event.source["content"]
    body = content.get("m.new_content", content).get("body", "")
    tell(room=room.room_id, sender=event.sender, body=body, encrypted=event.decrypted)


def cannot_read(_room, event):
    tell(unreadable=event.event_id)


async def obey(client, order):
    if "open" in order:
        made = await client.room_create(is_direct=True, invite=[order["open"]], initial_state=[ENCRYPTION])
        tell(opened=made.room_id)
        return
    room = order["room"]
    # Keys go to the devices of those who are in the room: the other must have entered it.
    while len(client.rooms[room].users) < 2 if room in client.rooms else True:
        await asyncio.sleep(0.05)
    content = {"msgtype": "m.text", "body": order["say"]}
    sent = await client.room_send(room, "m.room.message", content, ignore_unverified_devices=True)
    tell(said=sent.event_id)


async def orders(client, lines):
    while line := await asyncio.to_thread(lines.readline):
        try:
            await obey(client, json.loads(line))
        except Exception as error:  # Said to the test, which fails with it.
            tell(failed=repr(error))


async def main():
    config = AsyncClientConfig(encryption_enabled=True, store_sync_tokens=False)
    client = AsyncClient(url, user_id, store_path=store, config=config)
    logged_in = await client.login(sys.stdin.readline().rstrip("\n"))
    client.add_event_callback(reads, (RoomMessageText, RoomMessageNotice))
    client.add_event_callback(cannot_read, MegolmEvent)
    await client.sync(full_state=True)
    tell(ready=logged_in.device_id)
    syncing = asyncio.create_task(client.sync_forever(timeout=30_000))
    talking = asyncio.create_task(orders(client, sys.stdin))
    done, _ = await asyncio.wait({syncing, talking}, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    syncing.cancel()
    await client.close()


asyncio.run(main())
