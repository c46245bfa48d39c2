/** One packet of a capture file, as it was on its link. */
export interface RawPacket {
	/** Milliseconds since 1970-01-01, with fraction. */
	readonly epochMs: number
	/** LINKTYPE of the interface, as pcap numbers them. */
	readonly linkType: number
	readonly bytes: Uint8Array
}

/** What a reader of a file format hands on. */
export interface PacketSink {
	readonly onPacket: (packet: RawPacket) => void
	/** Text of a key log that the file itself carries. */
	readonly onKeyLog: (text: string) => void
	readonly onProblem: (text: string) => void
}
