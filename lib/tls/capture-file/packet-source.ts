/** One packet of a capture file, as it was on its link. */
export interface RawPacket {
	/** Milliseconds since 1970-01-01, with fraction. */
	readonly epochMs: number
	/** LINKTYPE of the interface, as pcap numbers them. */
	readonly linkType: number
	/** What was captured of it: a view that holds only until the next bytes of the file are taken. */
	readonly bytes: Uint8Array
	/** Bytes that it had on the wire, of which the capture may hold only the first. */
	readonly wireLength: number
}

/** What a reader of a file format hands on. */
export interface PacketSink {
	readonly onPacket: (packet: RawPacket) => void
	/** Text of a key log that the file itself carries. */
	readonly onKeyLog: (text: string) => void
	readonly onProblem: (text: string) => void
}

/** Bytes of a packet that are read; pcap itself allows 256 KiB for all links that carry IP. */
export const packetLengthMax = 1024 * 1024

/**
 * Reads a file format piece by piece: it says how many bytes it needs next and gets exactly those, so that it holds
 * nothing itself and knows nothing of how the file was chunked.
 */
export interface PieceReader {
	readonly format: "pcap" | "pcapng"
	/** Bytes to pass over before the next piece. */
	readonly skips: number
	/** Bytes of the next piece; 0 where nothing behind can be read. */
	readonly wants: number
	/** Takes the next piece, which holds only during the call. */
	readonly take: (piece: Uint8Array) => void
	/** What the next piece belongs to, in words; a file that ends there was cut in it. */
	readonly inside: string
	/** True where a file may end before the next piece without being cut. */
	readonly isBetween: boolean
}
