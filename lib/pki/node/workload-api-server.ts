import { rm } from "node:fs/promises"
import {
	Metadata,
	Server,
	ServerCredentials,
	type ServerUnaryCall,
	type ServerWritableStream,
	type sendUnaryData,
	status,
} from "@grpc/grpc-js"
import { err, ok, type Result } from "#base/result"
import { parseEndpointSocket } from "#spiffe/endpoint-socket"
import { signJwtSvid, validateJwtSvid } from "../workload/jwt-svid.ts"
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
import { type CurrentSvid, openWorkloadSource, type WorkloadSnapshot } from "../workload/workload-source.ts"
import { prepareSocketPath, protectSocket } from "./workload-socket.ts"

/** A Workload API that runs. */
export interface RunningWorkloadApi {
	/** Every address, that of the API first. */
	readonly addresses: readonly string[]
	/** PEM of the authority that signs the SVIDs. */
	readonly authorityPem: string
	readonly current: () => WorkloadSnapshot
	/** Issues everything anew now and sends it to every open stream. */
	readonly rotateNow: () => Promise<void>
	/** Ends every call, new and open, with this status; undefined serves again. */
	readonly fail: (failure: WorkloadFailure | undefined) => void
	readonly failure: () => WorkloadFailure | undefined
	readonly close: () => Promise<void>
}

type Stream = ServerWritableStream<Buffer, Buffer>
type Call = ServerUnaryCall<Buffer, Buffer>

const pass = (bytes: Buffer) => bytes
const messageMax = 65_536
const jwtTtlMsMax = 300_000

/**
 * Starts a SPIFFE Workload API for development (SPIFFE Workload API, Workload Endpoint): X.509-SVIDs, bundles, JWT-SVIDs
 * and their validation, streams that stay open and carry each rotation, and the security header enforced. Rotates at half
 * of the SVIDs' life. Keys are in memory alone. Fails with a sentence when a socket cannot be made.
 */
export async function startWorkloadApi(
	config: WorkloadConfig,
	onRotation: (snapshot: WorkloadSnapshot) => void = () => undefined,
): Promise<Result<RunningWorkloadApi, string>> {
	const source = await openWorkloadSource(config)
	const streams = new Set<{ readonly call: Stream; readonly send: () => void }>()
	let failure: WorkloadFailure | undefined
	const refusalOf = (metadata: Metadata) => {
		if (metadata.get("workload.spiffe.io")[0] !== "true") return workloadFailures["invalid-argument"]
		return failure === undefined ? undefined : workloadFailures[failure]
	}
	const ended = (refusal: { readonly code: number; readonly details: string }) => ({
		...refusal,
		metadata: new Metadata(),
	})
	const stream = (answer: () => Uint8Array) => (call: Stream) => {
		const refusal = refusalOf(call.metadata)
		if (refusal !== undefined) {
			call.emit("error", ended(refusal))
			return
		}
		const entry = { call, send: () => void call.write(Buffer.from(answer())) }
		streams.add(entry)
		for (const event of ["cancelled", "close", "error"]) call.once(event, () => streams.delete(entry))
		entry.send()
	}
	const unary =
		(answer: (request: Uint8Array) => Promise<Uint8Array | string>) =>
		(call: Call, done: sendUnaryData<Buffer>) => {
			const refusal = refusalOf(call.metadata)
			if (refusal !== undefined) {
				done(ended(refusal))
				return
			}
			answer(call.request).then(
				(bytes) =>
					typeof bytes === "string"
						? done(ended({ code: status.INVALID_ARGUMENT, details: bytes }))
						: done(null, Buffer.from(bytes)),
				() => done(ended(workloadFailures.internal)),
			)
		}
	const trustDomainId = `spiffe://${config.trustDomain}`
	const federated: SentBundles = new Map(
		[...config.federated].map(([name, ders]) => [`spiffe://${name}`, ders]),
	)
	const jwks = JSON.stringify({ keys: [source.jwt.jwk], spiffe_sequence: 1, spiffe_refresh_hint: 300 })
	const serve = (socket: string | undefined) => {
		const own = () => source.current().svids.filter(({ identity }) => identity.socket === socket)
		const jwtSvids = async (request: Uint8Array) => {
			const asked = readStrings(request)
			if (asked === undefined || asked.first.length === 0) return "audience must be specified"
			const chosen = own().filter(({ identity }) => asked.second === "" || identity.spiffeId === asked.second)
			if (chosen.length === 0) return "no identity has this SPIFFE ID"
			return writeJwtSvids(await Promise.all(chosen.map((svid) => jwtFor(svid, asked.first))))
		}
		const jwtFor = async ({ identity }: CurrentSvid, audience: readonly string[]) => {
			const ttlMs = Math.min(config.ttlMs, jwtTtlMsMax)
			const claims = { spiffeId: identity.spiffeId, audience, now: Date.now(), ttlMs }
			return {
				spiffeId: identity.spiffeId,
				token: await signJwtSvid(source.jwt, claims),
				hint: identity.hint ?? "",
			}
		}
		const validate = async (request: Uint8Array) => {
			const asked = readStrings(request)
			const [audience] = asked?.first ?? []
			if (asked === undefined || audience === undefined) return "audience must be specified"
			const valid = await validateJwtSvid(source.jwt, asked.second, audience, Date.now())
			return valid.ok ? writeValidated(valid.value) : valid.error
		}
		const server = new Server({ "grpc.max_receive_message_length": messageMax })
		server.addService(definition, {
			FetchX509SVID: stream(() =>
				writeX509Svids(
					own().map(({ sent }) => sent),
					federated,
				),
			),
			FetchX509Bundles: stream(() =>
				writeX509Bundles(new Map([[trustDomainId, [source.authority.der]], ...federated])),
			),
			FetchJWTSVID: unary(jwtSvids),
			FetchJWTBundles: stream(() => writeJwtBundles(new Map([[trustDomainId, jwks]]))),
			ValidateJWTSVID: unary(validate),
		})
		return server
	}
	const opened: { readonly server: Server; readonly path?: string; readonly address: string }[] = []
	const closeAll = async () => {
		for (const { server, path } of opened) {
			server.forceShutdown()
			if (path !== undefined) await rm(path, { force: true })
		}
	}
	const own = new Map(
		config.identities.flatMap(({ socket, uid }) => (socket === undefined ? [] : [[socket, uid] as const])),
	)
	const hasShared = config.identities.some(({ socket }) => socket === undefined)
	for (const [address, uid, socket] of [
		...(hasShared ? [[config.socket, undefined, undefined] as const] : []),
		...[...own].map(([each, owner]) => [each, owner, each] as const),
	]) {
		const bound = await bind(serve(socket), address, config.socketMode, uid)
		if (!bound.ok) {
			await closeAll()
			return bound
		}
		opened.push(bound.value)
	}
	const rotateNow = async () => {
		const snapshot = await source.rotate()
		for (const { send } of streams) send()
		onRotation(snapshot)
	}
	let timer = schedule()
	function schedule(): NodeJS.Timeout {
		const next = setTimeout(
			() => {
				rotateNow()
					.catch((cause: unknown) => process.emitWarning(`Workload API: ${String(cause)}`))
					.finally(() => {
						timer = schedule()
					})
			},
			Math.max(250, source.current().rotatesAt - Date.now()),
		)
		next.unref()
		return next
	}
	return ok({
		addresses: opened.map(({ address }) => address),
		authorityPem: source.authority.pem,
		current: source.current,
		rotateNow: async () => {
			clearTimeout(timer)
			await rotateNow()
			timer = schedule()
		},
		fail: (chosen) => {
			failure = chosen
			if (chosen !== undefined)
				for (const { call } of streams) call.emit("error", ended(workloadFailures[chosen]))
		},
		failure: () => failure,
		close: async () => {
			clearTimeout(timer)
			await closeAll()
		},
	})
}

async function bind(
	server: Server,
	address: string,
	mode: number,
	uid: number | undefined,
): Promise<Result<{ server: Server; path?: string; address: string }, string>> {
	const socket = parseEndpointSocket(address)
	if (!socket.ok) return err(socket.error.text)
	const where = socket.value
	if (where.kind === "unix") {
		const ready = await prepareSocketPath(where.path)
		if (!ready.ok) return ready
	}
	const target =
		where.kind === "unix"
			? `unix:${where.path}`
			: `${where.host.includes(":") ? `[${where.host}]` : where.host}:${where.port}`
	const problem = await new Promise<string | undefined>((resolve) => {
		server.bindAsync(target, ServerCredentials.createInsecure(), (cause) =>
			resolve(cause === null ? undefined : cause.message),
		)
	})
	if (problem !== undefined) return err(`Nothing can listen on ${address}: ${problem}.`)
	if (where.kind !== "unix") return ok({ server, address })
	const guarded = await protectSocket(where.path, mode, uid)
	if (guarded.ok) return ok({ server, address, path: where.path })
	server.forceShutdown()
	await rm(where.path, { force: true })
	return guarded
}

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
