/** What a target means once parsed: where to dial, and which names a gRPC client derives from it. */
export interface Target {
	/** As the person typed it, trimmed. */
	readonly text: string
	/** What the scheme says about security; `unstated` for a bare `host:port` and for gRPC naming schemes. */
	readonly scheme: "grpc" | "grpcs" | "unstated"
	readonly address:
		| {
				readonly kind: "tcp"
				readonly host: string
				readonly port: number
				readonly isIp: boolean
				readonly family?: 4 | 6
		  }
		| { readonly kind: "unix"; readonly path: string }
	/** The further addresses of an `ipv4:` or `ipv6:` list, in its order, without repetitions. Absent: `address` is all. */
	readonly others?: readonly { readonly host: string; readonly port: number; readonly family: 4 | 6 }[]
	/** `:authority` as a gRPC client sets it, e.g. `localhost:9091`; `localhost` for unix sockets. */
	readonly authority: string
	/** Name that certificates are matched against and that SNI is made from; an IP is matched but never sent as SNI. */
	readonly serverName: string
}

/** Why a target was refused. */
export interface TargetFailure {
	readonly part: "scheme" | "host" | "port" | "path" | "authority" | "whole"
	/** The part itself. */
	readonly given: string
	/** What is wrong, as a sentence. */
	readonly text: string
	/** What to write instead. */
	readonly hint: string
}
