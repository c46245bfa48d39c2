import { chmod, rm } from "node:fs/promises"
import {
	Metadata,
	Server,
	ServerCredentials,
	type ServerUnaryCall,
	type ServerWritableStream,
	type sendUnaryData,
	status,
} from "@grpc/grpc-js"
import { concatBytes } from "#base/bytes"
import { rawMethod } from "./servers/health-service.ts"
import { encodeX509Bundles, encodeX509Svids, type SvidMessage } from "./workload-messages.ts"

/** What the lab's Workload API hands out until the next rotation. */
export interface WorkloadState {
	readonly svids: readonly SvidMessage[]
	/** Own trust domain as `spiffe://` ID, and its DER certificates. */
	readonly bundle: { readonly trustDomain: string; readonly certificates: readonly Uint8Array[] }
	/** Bundles of other trust domains by `spiffe://` ID, DER certificates. */
	readonly federated: ReadonlyMap<string, readonly Uint8Array[]>
	/** Milliseconds until the next rotation; 0 for never. */
	readonly rotateAfterMs: number
}

/** How the API behaves: identities, or the refusal of an agent that has no entry for the caller. */
export type WorkloadBehaviour =
	| { readonly kind: "identities"; readonly next: () => Promise<WorkloadState> }
	| { readonly kind: "no-identity" }

/** A Workload API that runs. */
export interface RunningWorkloadApi {
	/** `unix:///path`, as SPIFFE_ENDPOINT_SOCKET has it. */
	readonly address: string
	/** Renews what is handed out and sends it to every open stream. */
	readonly rotateNow: () => Promise<void>
	readonly close: () => Promise<void>
}

type Stream = ServerWritableStream<Buffer, Buffer>

/** A real SPIFFE Workload API on a unix socket: the header is enforced, streams stay open and carry rotations. */
export async function startWorkloadApi(
	path: string,
	behaviour: WorkloadBehaviour,
): Promise<RunningWorkloadApi> {
	const source = await startSource(behaviour)
	const server = new Server()
	const streamOf = (encode: (state: WorkloadState) => Uint8Array) => (call: Stream) => {
		const refusal = refusalOf(call.metadata, behaviour)
		if (refusal === undefined) source.follow(call, (state) => call.write(Buffer.from(encode(state))))
		else call.emit("error", { ...refusal, metadata: new Metadata() })
	}
	server.addService(
		{
			FetchX509SVID: rawMethod("/SpiffeWorkloadAPI/FetchX509SVID", true),
			FetchX509Bundles: rawMethod("/SpiffeWorkloadAPI/FetchX509Bundles", true),
			FetchJWTSVID: rawMethod("/SpiffeWorkloadAPI/FetchJWTSVID", false),
			FetchJWTBundles: rawMethod("/SpiffeWorkloadAPI/FetchJWTBundles", true),
			ValidateJWTSVID: rawMethod("/SpiffeWorkloadAPI/ValidateJWTSVID", false),
		},
		{
			FetchX509SVID: streamOf((state) => encodeX509Svids(state.svids, joined(state.federated))),
			FetchX509Bundles: streamOf((state) => encodeX509Bundles(allBundles(state))),
			FetchJWTSVID: notOffered,
			FetchJWTBundles: noStream,
			ValidateJWTSVID: notOffered,
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
		address: `unix://${path}`,
		rotateNow: source.rotate,
		close: async () => {
			source.stop()
			server.forceShutdown()
			await rm(path, { force: true })
		},
	}
}

interface Source {
	/** Sends what is current at once, and every later state until the caller hangs up. */
	readonly follow: (call: Stream, send: (state: WorkloadState) => void) => void
	readonly rotate: () => Promise<void>
	readonly stop: () => void
}

async function startSource(behaviour: WorkloadBehaviour): Promise<Source> {
	if (behaviour.kind === "no-identity") {
		return { follow: () => undefined, rotate: () => Promise.resolve(), stop: () => undefined }
	}
	const followers = new Set<(state: WorkloadState) => void>()
	let current = await behaviour.next()
	let timer: NodeJS.Timeout | undefined
	const rotate = async () => {
		current = await behaviour.next()
		for (const send of followers) send(current)
	}
	const schedule = () => {
		if (current.rotateAfterMs === 0) return
		timer = setTimeout(() => {
			rotate()
				.catch((cause: unknown) => process.emitWarning(`lab Workload API: ${String(cause)}`))
				.finally(schedule)
		}, current.rotateAfterMs)
		timer.unref()
	}
	schedule()
	return {
		follow: (call, send) => {
			followers.add(send)
			call.once("cancelled", () => followers.delete(send))
			call.once("close", () => followers.delete(send))
			send(current)
		},
		rotate,
		stop: () => clearTimeout(timer),
	}
}

const missingHeader = { code: status.INVALID_ARGUMENT, details: "security header missing from request" }
const noIdentity = { code: status.PERMISSION_DENIED, details: "no identity issued" }
const x509Only = { code: status.UNIMPLEMENTED, details: "the lab issues X.509-SVIDs only" }

/** The header of the Workload API is compulsory (SPIFFE Workload Endpoint, section 4.1). */
function hasHeader(metadata: Metadata): boolean {
	return metadata.get("workload.spiffe.io")[0] === "true"
}

function refusalOf(metadata: Metadata, behaviour: WorkloadBehaviour) {
	if (!hasHeader(metadata)) return missingHeader
	return behaviour.kind === "no-identity" ? noIdentity : undefined
}

function notOffered(call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>): void {
	done(notOfferedStatus(call.metadata))
}

function noStream(call: Stream): void {
	call.emit("error", notOfferedStatus(call.metadata))
}

function notOfferedStatus(metadata: Metadata) {
	return { ...(hasHeader(metadata) ? x509Only : missingHeader), metadata: new Metadata() }
}

function joined(bundles: ReadonlyMap<string, readonly Uint8Array[]>): ReadonlyMap<string, Uint8Array> {
	return new Map([...bundles].map(([domain, certificates]) => [domain, concatBytes(certificates)]))
}

function allBundles(state: WorkloadState): ReadonlyMap<string, Uint8Array> {
	return joined(new Map([[state.bundle.trustDomain, state.bundle.certificates], ...state.federated]))
}
