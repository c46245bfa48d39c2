/** Names of HTTP/2 settings (IANA registry; 0xfe03 and 0xfe04 are gRPC C-core's own). */
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

/** Name of a setting, or its number in hex where there is none. */
export function settingName(id: number): string {
	return names[id] ?? `0x${id.toString(16).padStart(4, "0")}`
}
