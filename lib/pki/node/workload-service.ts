import {
	Metadata,
	Server,
	type ServerUnaryCall,
	type ServerWritableStream,
	type sendUnaryData,
	status,
} from "@grpc/grpc-js"
import type { JwtVerifier } from "../workload/jwt-keys.ts"
import { validateJwtSvid } from "../workload/jwt-svid.ts"
import {
	readStrings,
	type SentBundles,
	writeJwtBundles,
	writeJwtSvids,
	writeValidated,
	writeX509Bundles,
	writeX509Svids,
} from "../workload/workload-answers.ts"
import type { WorkloadConfig } from "../workload/workload-config.ts"
import { type WorkloadFailure, workloadFailures } from "../workload/workload-failures.ts"
import type { CurrentSvid, WorkloadSource } from "../workload/workload-source.ts"

type Stream = ServerWritableStream<Buffer, Buffer>
type Call = ServerUnaryCall<Buffer, Buffer>
type Refusal = { readonly code: number; readonly details: string }

/** Streams that are open, and whether calls fail on purpose: shared by every socket of one API. */
export interface WorkloadCalls {
	/** Sends what is current to every open stream. */
	readonly sendAll: () => void
	readonly fail: (failure: WorkloadFailure | undefined) => void
	readonly failure: () => WorkloadFailure | undefined
	/** A stream of which each message is `answer` at that moment. */
	readonly stream: (answer: () => Uint8Array) => (call: Stream) => void
	/** A unary call; a string is why it is refused. */
	readonly unary: (
		answer: (request: Uint8Array) => Promise<Uint8Array | string>,
	) => (call: Call, done: sendUnaryData<Buffer>) => void
}

const messageMax = 65_536
/** Streams of one connection. */
const streamsMax = 100
const jwtTtlMsMax = 300_000

/** Keeps account of the calls. The security header is enforced on each (SPIFFE Workload Endpoint, section 4.1). */
export function openWorkloadCalls(): WorkloadCalls {
	const open = new Set<{ readonly call: Stream; readonly send: () => void }>()
	let failure: WorkloadFailure | undefined
	const refusalOf = (metadata: Metadata): Refusal | undefined => {
		if (metadata.get("workload.spiffe.io")[0] !== "true") return workloadFailures["invalid-argument"]
		return failure === undefined ? undefined : workloadFailures[failure]
	}
	return {
		sendAll: () => {
			for (const { send } of open) send()
		},
		fail: (chosen) => {
			failure = chosen
			if (chosen === undefined) return
			for (const { call } of open) call.emit("error", ended(workloadFailures[chosen]))
		},
		failure: () => failure,
		stream: (answer) => (call) => {
			const refusal = refusalOf(call.metadata)
			if (refusal !== undefined) {
				call.emit("error", ended(refusal))
				return
			}
			const entry = { call, send: latestTo(call, answer) }
			open.add(entry)
			for (const event of ["cancelled", "close", "error"]) call.once(event, () => open.delete(entry))
			entry.send()
		},
		unary: (answer) => (call, done) => {
			const refusal = refusalOf(call.metadata)
			if (refusal !== undefined) {
				done(ended(refusal))
				return
			}
			answer(call.request).then(
				(given) => {
					if (typeof given === "string") done(ended({ code: status.INVALID_ARGUMENT, details: given }))
					else done(null, Buffer.from(given))
				},
				() => done(ended(workloadFailures.internal)),
			)
		},
	}
}

/** Sends what is current; to a client that does not read, once it reads again, and then only the newest. */
function latestTo(call: Stream, answer: () => Uint8Array): () => void {
	let isWaiting = false
	const send = () => {
		if (isWaiting) return
		if (!call.writableNeedDrain) {
			call.write(Buffer.from(answer()))
			return
		}
		isWaiting = true
		call.once("drain", () => {
			isWaiting = false
			send()
		})
	}
	return send
}

function ended(refusal: Refusal) {
	return { ...refusal, metadata: new Metadata() }
}

/** A server with the five methods for the identities of one socket; undefined is the socket that all others share. */
export function workloadServer(
	config: WorkloadConfig,
	source: WorkloadSource,
	calls: WorkloadCalls,
	socket: string | undefined,
): Server {
	const trustDomainId = `spiffe://${config.trustDomain}`
	const federated: SentBundles = new Map(
		[...config.federated].map(([name, { authorities }]) => [`spiffe://${name}`, authorities]),
	)
	const federatedJwks = [...config.federated].flatMap(([name, { jwtKeys }]) =>
		jwtKeys.length === 0 ? [] : [[`spiffe://${name}`, JSON.stringify({ keys: jwtKeys })] as const],
	)
	const jwtKeys = (): readonly JwtVerifier[] => [
		...source.jwtKeys().map((jwk) => ({ trustDomain: config.trustDomain, jwk })),
		...[...config.federated].flatMap(([trustDomain, { jwtKeys }]) =>
			jwtKeys.map((jwk) => ({ trustDomain, jwk })),
		),
	]
	const bundles = (): SentBundles =>
		new Map([[trustDomainId, source.current().authorities.map(({ der }) => der)], ...federated])
	const own = () => source.current().svids.filter(({ identity }) => identity.socket === socket)
	const server = new Server({
		"grpc.max_receive_message_length": messageMax,
		"grpc.max_concurrent_streams": streamsMax,
	})
	server.addService(definition, {
		FetchX509SVID: calls.stream(() =>
			writeX509Svids(
				own().map(({ sent }) => sent),
				federated,
			),
		),
		FetchX509Bundles: calls.stream(() => writeX509Bundles(bundles())),
		FetchJWTSVID: calls.unary((request) => giveJwts(source, config.ttlMs, own(), request)),
		FetchJWTBundles: calls.stream(() =>
			writeJwtBundles(new Map([[trustDomainId, source.current().jwks], ...federatedJwks])),
		),
		ValidateJWTSVID: calls.unary((request) => validate(jwtKeys(), request)),
	})
	return server
}

async function giveJwts(
	source: WorkloadSource,
	ttlMs: number,
	svids: readonly CurrentSvid[],
	request: Uint8Array,
): Promise<Uint8Array | string> {
	const asked = readStrings(request)
	if (asked === undefined || asked.first.length === 0) return "audience must be specified"
	const chosen = svids.filter(({ identity }) => asked.second === "" || identity.spiffeId === asked.second)
	if (chosen.length === 0) return "no identity has this SPIFFE ID"
	const tokens = chosen.map(async ({ identity: { spiffeId, hint = "" } }) => {
		const token = await source.signJwt(spiffeId, asked.first, Math.min(ttlMs, jwtTtlMsMax))
		return { spiffeId, hint, token }
	})
	return writeJwtSvids(await Promise.all(tokens))
}

async function validate(keys: readonly JwtVerifier[], request: Uint8Array): Promise<Uint8Array | string> {
	const asked = readStrings(request)
	const [audience] = asked?.first ?? []
	if (asked === undefined || audience === undefined) return "audience must be specified"
	const valid = await validateJwtSvid(keys, asked.second, audience, Date.now())
	return valid.ok ? writeValidated(valid.value) : valid.error
}

const pass = (bytes: Buffer) => bytes

function method(name: string, responseStream: boolean) {
	return {
		path: `/SpiffeWorkloadAPI/${name}`,
		requestStream: false,
		responseStream,
		requestSerialize: pass,
		requestDeserialize: pass,
		responseSerialize: pass,
		responseDeserialize: pass,
	}
}

const definition = {
	FetchX509SVID: method("FetchX509SVID", true),
	FetchX509Bundles: method("FetchX509Bundles", true),
	FetchJWTSVID: method("FetchJWTSVID", false),
	FetchJWTBundles: method("FetchJWTBundles", true),
	ValidateJWTSVID: method("ValidateJWTSVID", false),
}
