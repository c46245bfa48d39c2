import { type ChannelCredentials, Client, Metadata, type ServiceError } from "@grpc/grpc-js"
import { statusName } from "../status.ts"

/** One unary call over a channel of its own. */
export interface UnaryCall {
	/** gRPC naming target, e.g. `ipv4:127.0.0.1:9091` or `unix:/path`. */
	readonly target: string
	/** `:authority`. */
	readonly authority: string
	readonly credentials: ChannelCredentials
	/** `package.Service/Method`, without a leading slash. */
	readonly method: string
	readonly request: Uint8Array
	readonly metadata: readonly (readonly [string, string])[]
	readonly signal: AbortSignal
	/** Milliseconds until grpc-js itself gives up. */
	readonly deadlineMs: number
}

/** What came of it. */
export interface UnaryOutcome {
	/** Name of the gRPC status, the peer's or grpc-js's own. */
	readonly status: string
	readonly statusText: string
	/** True when the peer answered with headers or trailers; false when grpc-js made the status up. */
	readonly fromPeer: boolean
	readonly response?: Uint8Array
}

const messageMax = 4 * 1024 * 1024

/**
 * Makes one unary call through grpc-js with raw bytes and closes the channel. Never rejects. No retries, no proxy from
 * the environment, one connection attempt; the answer is bounded to 4 MiB.
 */
export function unaryCall(call: UnaryCall): Promise<UnaryOutcome> {
	const client = new Client(call.target, call.credentials, {
		"grpc.default_authority": call.authority,
		"grpc.use_local_subchannel_pool": 1,
		"grpc.enable_retries": 0,
		"grpc.enable_http_proxy": 0,
		"grpc.initial_reconnect_backoff_ms": 10_000,
		"grpc.service_config_disable_resolution": 1,
		"grpc.max_receive_message_length": messageMax,
	})
	const metadata = new Metadata()
	for (const [name, value] of call.metadata) metadata.set(name, value)
	return new Promise((resolve) => {
		let heardPeer = false
		const pass = (bytes: Buffer) => bytes
		const done = (error: ServiceError | null, response?: Buffer) => {
			call.signal.removeEventListener("abort", onAbort)
			client.close()
			resolve(outcomeOf(error, response, heardPeer))
		}
		const running = client.makeUnaryRequest(
			`/${call.method}`,
			pass,
			pass,
			Buffer.from(call.request),
			metadata,
			{ deadline: Date.now() + call.deadlineMs },
			done,
		)
		running.once("metadata", () => {
			heardPeer = true
		})
		const onAbort = () => running.cancel()
		if (call.signal.aborted) onAbort()
		else call.signal.addEventListener("abort", onAbort, { once: true })
	})
}

function outcomeOf(error: ServiceError | null, response: Buffer | undefined, heardPeer: boolean): UnaryOutcome {
	if (error === null) {
		return { status: "OK", statusText: "", fromPeer: true, ...(response === undefined ? {} : { response }) }
	}
	// Trailers of a trailers-only answer are the peer's metadata; a status of grpc-js's own has none.
	const fromPeer = heardPeer || Object.keys(error.metadata.getMap()).length > 0
	return { status: statusName(error.code), statusText: error.details.slice(0, 2_000), fromPeer }
}
