import { chmod, rm } from "node:fs/promises"
import { Metadata, Server, ServerCredentials, type ServerWritableStream, status } from "@grpc/grpc-js"
import { concatBytes } from "#base/bytes"
import { encodeX509Bundles, encodeX509Svids, type SvidMessage } from "./workload-messages.ts"

/** What the lab's Workload API hands out, made anew for every message. */
export interface WorkloadState {
	readonly svids: readonly SvidMessage[]
	/** Bundles of other trust domains by `spiffe://` ID, DER certificates. */
	readonly federated: ReadonlyMap<string, readonly Uint8Array[]>
	/** Milliseconds until the next rotation; 0 for never. */
	readonly rotateAfterMs: number
}

/** How the API behaves: identities, or one of the refusals of real agents. */
export type WorkloadBehaviour =
	| { readonly kind: "identities"; readonly state: () => Promise<WorkloadState> }
	| { readonly kind: "no-identity" }

type Stream = ServerWritableStream<Buffer, Buffer>
const pass = (bytes: Buffer) => bytes

/** A real SPIFFE Workload API on a unix socket: the header is enforced, streams go on and carry rotations. */
export async function startWorkloadApi(
	path: string,
	behaviour: WorkloadBehaviour,
): Promise<{ readonly close: () => Promise<void> }> {
	const server = new Server()
	const timers = new Set<NodeJS.Timeout>()
	const method = (name: string, responseStream: boolean) => ({
		path: `/SpiffeWorkloadAPI/${name}`,
		requestStream: false,
		responseStream,
		requestSerialize: pass,
		requestDeserialize: pass,
		responseSerialize: pass,
		responseDeserialize: pass,
	})
	const streamOf = (encode: (state: WorkloadState) => Uint8Array) => async (call: Stream) => {
		const refusal = refusalOf(call.metadata, behaviour)
		if (refusal !== undefined || behaviour.kind !== "identities") {
			call.emit("error", { ...refusal, metadata: new Metadata() })
			return
		}
		await sendAndRotate(call, behaviour.state, encode, timers)
	}
	const unsupported = (_call: unknown, done: (error: object) => void) =>
		done({ code: status.UNIMPLEMENTED, details: "not offered by the lab" })
	server.addService(
		{
			FetchX509SVID: method("FetchX509SVID", true),
			FetchX509Bundles: method("FetchX509Bundles", true),
			FetchJWTSVID: method("FetchJWTSVID", false),
		},
		{
			FetchX509SVID: streamOf((state) => encodeX509Svids(state.svids, joined(state.federated))),
			FetchX509Bundles: streamOf((state) => encodeX509Bundles(allBundles(state))),
			FetchJWTSVID: unsupported,
		},
	)
	await rm(path, { force: true })
	await new Promise<void>((resolve, reject) => {
		server.bindAsync(`unix:${path}`, ServerCredentials.createInsecure(), (error) =>
			error === null ? resolve() : reject(error),
		)
	})
	await chmod(path, 0o600)
	return {
		close: async () => {
			for (const timer of timers) clearTimeout(timer)
			server.forceShutdown()
			await rm(path, { force: true })
		},
	}
}

/** The header of the Workload API is compulsory (SPIFFE Workload Endpoint, section 4.1). */
function refusalOf(metadata: Metadata, behaviour: WorkloadBehaviour) {
	if (metadata.get("workload.spiffe.io")[0] !== "true") {
		return { code: status.INVALID_ARGUMENT, details: "security header missing from request" }
	}
	return behaviour.kind === "no-identity"
		? { code: status.PERMISSION_DENIED, details: "no identity issued" }
		: undefined
}

/** Sends the full state, and again at every rotation, for as long as the caller listens. */
async function sendAndRotate(
	call: Stream,
	next: () => Promise<WorkloadState>,
	encode: (state: WorkloadState) => Uint8Array,
	timers: Set<NodeJS.Timeout>,
): Promise<void> {
	const state = await next()
	if (call.cancelled) return
	call.write(Buffer.from(encode(state)))
	if (state.rotateAfterMs === 0) return
	const timer = setTimeout(() => {
		timers.delete(timer)
		void sendAndRotate(call, next, encode, timers)
	}, state.rotateAfterMs)
	timers.add(timer)
	call.once("cancelled", () => {
		clearTimeout(timer)
		timers.delete(timer)
	})
}

function joined(bundles: ReadonlyMap<string, readonly Uint8Array[]>): ReadonlyMap<string, Uint8Array> {
	return new Map([...bundles].map(([domain, certificates]) => [domain, concatBytes(certificates)]))
}

function allBundles(state: WorkloadState): ReadonlyMap<string, Uint8Array> {
	const own = state.svids[0]
	const domain = own === undefined ? undefined : own.spiffeId.split("/").slice(0, 3).join("/")
	return new Map([
		...(own === undefined || domain === undefined ? [] : [[domain, own.bundle] as const]),
		...joined(state.federated),
	])
}
