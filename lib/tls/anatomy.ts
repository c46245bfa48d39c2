import { fromHex } from "#base/bytes"
import type { AnatomyField } from "./anatomy/anatomy-field.ts"
import { FieldCursor } from "./anatomy/field-cursor.ts"
import { dissectAlert, messageAnatomy } from "./anatomy/message-anatomy.ts"
import { handshakeName } from "./wire/handshake-type.ts"

/** Bytes of one message that are taken apart: what a transcript keeps of it. */
const messageLengthMax = 16 * 1024

/**
 * Takes one message apart for showing: every field with name, value, meaning and place, offsets into the message.
 * `message` is the transcript's name of it (`ClientHello`, `Alert` …), `hex` its `bytes`. Layouts that differ between
 * versions are told apart by their lengths. Pure; never throws: what cannot be read becomes a field that says so, and
 * every byte is covered by some field.
 */
export function dissect(message: string, hex: string): readonly AnatomyField[] {
	const bytes = fromHex(hex.slice(0, messageLengthMax * 2))
	if (bytes === undefined) return [{ name: message, value: "not readable: no hex", offset: 0, length: 0 }]
	const cursor = new FieldCursor(bytes)
	const dissectBody = messageAnatomy.get(message)
	if (message === "Alert") dissectAlert(cursor)
	else if (dissectBody === undefined) cursor.bytes(message, bytes.length, unknownNote(message))
	else {
		const reference = "RFC 8446 section 4"
		cursor.number("msg_type", 1, (code) => `${handshakeName(code) ?? "unknown"} (${code})`, { reference })
		cursor.number("length", 3, undefined, { reference })
		if (!cursor.isBroken) dissectBody(cursor)
	}
	return cursor.finish()
}

function unknownNote(message: string): { readonly meaning: string } {
	return message === "ChangeCipherSpec"
		? {
				meaning:
					"Before TLS 1.3: from here on encrypted. In TLS 1.3 it means nothing and keeps old boxes calm.",
			}
		: { meaning: "This message is not taken apart." }
}
