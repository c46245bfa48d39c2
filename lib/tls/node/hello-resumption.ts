import type { Socket } from "node:net"
import { connect, type SecureContext, type TLSSocket } from "node:tls"
import { describeFailure } from "#base/failure-facts"
import type { ScanFact } from "../scan.ts"
import { type HelloContext, sentence } from "./hello-context.ts"

/** Versions whose sessions can be resumed. */
export type ResumableVersion = "1.2" | "1.3"

/** How a handshake by Node's own TLS is made. */
export interface ResumptionInput {
	/** Makes a context for one version alone, with the client's certificate where there is one. */
	readonly contextFor: (version: ResumableVersion) => SecureContext
	/** Milliseconds that one handshake, and the wait for a ticket after it, may take. */
	readonly answerMs: number
}

type Full =
	| { readonly kind: "session"; readonly session: Buffer }
	/** The server spoke without having given a ticket, or gave nothing that could be taken up. */
	| { readonly kind: "none"; readonly how: string }
	| { readonly kind: "failed"; readonly how: string }

/**
 * Makes a whole handshake, keeps the session and offers it to a second one. Node's TLS speaks here: a session needs a
 * handshake that is really finished. Two connections; `unknown` where the first cannot be finished.
 */
export async function askResumption(
	context: HelloContext,
	input: ResumptionInput,
	version: ResumableVersion,
): Promise<ScanFact> {
	const asking = `resumption under TLS ${version}`
	const secureContext = makeContext(input, version)
	if (secureContext === undefined) return unknown("our TLS library cannot speak this version")
	const full = await context.line.withConnection(asking, () =>
		handshake(context, { secureContext, answerMs: input.answerMs }, (socket) =>
			version === "1.3" ? nextTicket(socket) : Promise.resolve(sessionOf(socket)),
		),
	)
	if (full.kind === "not-asked") return unknown(full.text)
	if (full.kind === "failed") return unknown(full.how)
	if (full.kind === "none") return { answer: "refused", how: sentence(full.how) }
	if (full.kind !== "session") return unknown("the first handshake was not finished")
	const options = { secureContext, answerMs: input.answerMs, session: full.session }
	const again = await context.line.withConnection(asking, () =>
		handshake(context, options, async (socket) => ({ kind: "reused", isReused: socket.isSessionReused() })),
	)
	if (again.kind === "not-asked") return unknown(again.text)
	if (again.kind === "failed") return unknown(again.how)
	if (again.kind !== "reused") return unknown("the second handshake was not finished")
	return again.isReused
		? { answer: "accepted", how: version === "1.3" ? "It took up its ticket." : "It took up the session." }
		: { answer: "refused", how: "Offered its own session, it made a full handshake." }
}

function makeContext(input: ResumptionInput, version: ResumableVersion): SecureContext | undefined {
	try {
		return input.contextFor(version)
	} catch {
		return undefined
	}
}

function unknown(clause: string): ScanFact {
	return { answer: "unknown", how: sentence(clause) }
}

interface HandshakeOptions {
	readonly secureContext: SecureContext
	readonly answerMs: number
	readonly session?: Buffer
}

type Reused = { readonly kind: "reused"; readonly isReused: boolean }

async function handshake(
	{ line, sni }: HelloContext,
	options: HandshakeOptions,
	finish: (socket: TLSSocket) => Promise<Full | Reused>,
): Promise<Full | Reused> {
	const signal = AbortSignal.any([line.signal, AbortSignal.timeout(options.answerMs)])
	let raw: Socket
	try {
		raw = await line.connect(signal)
	} catch {
		return { kind: "failed", how: "no connection was made" }
	}
	const socket = connect({
		socket: raw,
		secureContext: options.secureContext,
		rejectUnauthorized: false,
		ALPNProtocols: ["h2", "http/1.1"],
		...(sni === null ? {} : { servername: sni }),
		...(options.session === undefined ? {} : { session: options.session }),
	})
	try {
		return await new Promise<Full | Reused>((resolve) => {
			const fail = (how: string) => resolve({ kind: "failed", how })
			signal.addEventListener("abort", () => fail("the handshake was not finished in time"), { once: true })
			socket.once("secureConnect", () => void finish(socket).then(resolve))
			socket.once("close", () => fail("the server closed before the handshake was finished"))
			socket.on("error", (cause) => fail(`the handshake with our TLS library failed${codeOf(cause)}`))
			if (signal.aborted) fail("the time was up")
		})
	} finally {
		socket.destroy()
		raw.destroy()
	}
}

function codeOf(cause: Error): string {
	const { code } = describeFailure(cause)
	return code === undefined ? "" : ` (${code})`
}

function sessionOf(socket: TLSSocket): Full {
	const session = socket.getSession()
	// Without a ticket and without a session id there is nothing that could be taken up.
	const hasTicket = socket.getTLSTicket() !== undefined
	if (session === undefined) return { kind: "none", how: "it gave neither a session id nor a ticket" }
	return hasTicket || session.length > 0
		? { kind: "session", session }
		: { kind: "none", how: "it gave no session" }
}

/**
 * Under TLS 1.3 the ticket comes after the handshake, as the first thing that the server sends. Once it sends
 * application data instead, no ticket was given. A server that closes may have refused us; while it is silent nothing is
 * known, and the deadline ends the wait.
 */
function nextTicket(socket: TLSSocket): Promise<Full> {
	return new Promise((resolve) => {
		socket.once("session", (session: Buffer) => resolve({ kind: "session", session }))
		socket.once("data", () =>
			setImmediate(() => resolve({ kind: "none", how: "it began to speak without a ticket" })),
		)
		socket.once("end", () => resolve({ kind: "failed", how: "it closed before it gave a ticket" }))
	})
}
