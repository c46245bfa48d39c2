import {
	type ChannelCredentials,
	Client,
	logVerbosity,
	Metadata,
	type ServiceError,
	setLogVerbosity,
} from "@grpc/grpc-js"
import { statusName } from "../status.ts"
import { describeMetadata, type MetadataEntry } from "./metadata-text.ts"

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
	readonly metadata: readonly MetadataEntry[]
	/** Cancels the call and closes the channel. */
	readonly signal: AbortSignal
	/** Milliseconds until grpc-js itself gives up. */
	readonly deadlineMs: number
}

/** What came of it. */
export interface UnaryOutcome {
	/** Name of the gRPC status, the peer's or grpc-js's own. */
	readonly status: string
	/** At most 2,000 characters. */
	readonly statusText: string
	/** True when the peer answered with headers or trailers; false when grpc-js made the status up. */
	readonly fromPeer: boolean
	/** At most 4 MiB. */
	readonly response?: Uint8Array
	/** Headers and trailers that the peer sent, bounded. */
	readonly metadata: readonly MetadataEntry[]
	readonly trailers: readonly MetadataEntry[]
}

const messageMax = 4 * 1024 * 1024
const statusTextMax = 2_000

/**
 * Makes one unary call through grpc-js with raw bytes and closes the channel. Never rejects. No retries, no proxy from
 * the environment, one connection attempt, no service config from DNS. Metadata that cannot be sent ends the call as
 * INTERNAL before anything is dialled; its value is never quoted. A socket that is still connecting when the call ends
 * belongs to whoever made the credentials: grpc-js 1.14 forgets it (`transport.ts`, `connect`).
 */
export async function unaryCall(call: UnaryCall): Promise<UnaryOutcome> {
	return overChannel(call, callOver)
}

/** Opens the channel of one call and closes it after; what cannot be sent or dialled is an outcome. */
export async function overChannel(
	call: UnaryCall,
	make: (client: Client, call: UnaryCall, metadata: Metadata) => Promise<UnaryOutcome>,
): Promise<UnaryOutcome> {
	// grpc-js prints what a peer sent, control characters included, to this process's error output.
	setLogVerbosity(logVerbosity.NONE)
	const metadata = new Metadata()
	for (const [name, value] of call.metadata) {
		if (!setEntry(metadata, name, value)) return refuse(`The metadata ${name} cannot be sent.`)
	}
	const client = openClient(call)
	if (client === undefined) return refuse(`grpc-js does not understand the target ${call.target}.`)
	try {
		return await make(client, call, metadata)
	} finally {
		client.close()
	}
}

function openClient(call: UnaryCall): Client | undefined {
	try {
		return new Client(call.target, call.credentials, {
			"grpc.default_authority": call.authority,
			"grpc.use_local_subchannel_pool": 1,
			"grpc.enable_retries": 0,
			"grpc.enable_http_proxy": 0,
			"grpc.initial_reconnect_backoff_ms": 10_000,
			"grpc.service_config_disable_resolution": 1,
			"grpc.max_receive_message_length": messageMax,
		})
	} catch (cause) {
		if (cause instanceof Error) return undefined
		throw cause
	}
}

function callOver(client: Client, call: UnaryCall, metadata: Metadata): Promise<UnaryOutcome> {
	const pass = (bytes: Buffer) => bytes
	let headers: readonly MetadataEntry[] = []
	let trailers: readonly MetadataEntry[] = []
	return new Promise((resolve) => {
		const onAbort = () => running.cancel()
		const done = (error: ServiceError | null, response?: Buffer) => {
			call.signal.removeEventListener("abort", onAbort)
			// grpc-js emits the trailers right after this callback, in the same turn.
			queueMicrotask(() => resolve(outcomeOf(error, response, headers, trailers)))
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
		running.once("metadata", (received: Metadata) => {
			headers = describeMetadata(received)
		})
		running.once("status", (status: { readonly metadata: Metadata }) => {
			trailers = describeMetadata(status.metadata)
		})
		if (call.signal.aborted) onAbort()
		else call.signal.addEventListener("abort", onAbort, { once: true })
	})
}

function outcomeOf(
	error: ServiceError | null,
	response: Buffer | undefined,
	metadata: readonly MetadataEntry[],
	trailers: readonly MetadataEntry[],
): UnaryOutcome {
	if (error === null) {
		const answer = response === undefined ? {} : { response }
		return { status: "OK", statusText: "", fromPeer: true, metadata, trailers, ...answer }
	}
	return {
		status: statusName(error.code),
		statusText: error.details.slice(0, statusTextMax),
		// Trailers of a trailers-only answer are the peer's metadata; a status of grpc-js's own has none.
		fromPeer: metadata.length + trailers.length > 0,
		metadata,
		trailers,
	}
}

/** False when grpc-js refuses the name or the value; its message would quote the value, which may be a token. */
function setEntry(metadata: Metadata, name: string, value: string): boolean {
	try {
		metadata.set(name, value)
		return true
	} catch (cause) {
		if (cause instanceof Error) return false
		throw cause
	}
}

function refuse(statusText: string): UnaryOutcome {
	return { status: "INTERNAL", statusText, fromPeer: false, metadata: [], trailers: [] }
}
