import { readU32 } from "./frame.ts"

/** One setting as the peer sent it. */
export interface Http2Setting {
	readonly id: number
	/** IANA name, or the number in hex. */
	readonly name: string
	readonly value: number
}

/** Names of HTTP/2 settings (IANA registry; 0xfe03 and 0xfe04 are gRPC C-core's own and show it). */
const names: Readonly<Record<number, string>> = {
	1: "HEADER_TABLE_SIZE",
	2: "ENABLE_PUSH",
	3: "MAX_CONCURRENT_STREAMS",
	4: "INITIAL_WINDOW_SIZE",
	5: "MAX_FRAME_SIZE",
	6: "MAX_HEADER_LIST_SIZE",
	8: "ENABLE_CONNECT_PROTOCOL",
	9: "NO_RFC7540_PRIORITIES",
	65027: "GRPC_ALLOW_TRUE_BINARY_METADATA",
	65028: "GRPC_PREFERRED_RECEIVE_MESSAGE_SIZE",
}

const settingsMax = 64

/** Name of a setting, or its number in hex where there is none. */
export function settingName(id: number): string {
	return names[id] ?? `0x${id.toString(16).padStart(4, "0")}`
}

/** Reads the payload of a SETTINGS frame (RFC 9113 section 6.5.1): whole settings only, at most 64. */
export function readSettings(payload: Uint8Array): readonly Http2Setting[] {
	const settings: Http2Setting[] = []
	for (let at = 0; at + 6 <= payload.length && settings.length < settingsMax; at += 6) {
		const id = (payload[at] ?? 0) * 0x100 + (payload[at + 1] ?? 0)
		settings.push({ id, name: settingName(id), value: readU32(payload, at + 2) })
	}
	return settings
}
