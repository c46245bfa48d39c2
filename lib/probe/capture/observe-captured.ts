import { toHex } from "#base/bytes"
import type { ApplicationFacts } from "#grpc/application-conversation"
import { recogniseFirstBytes } from "#grpc/first-bytes"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import { fingerprint } from "#x509/describe"
import type { ObservedCertificate } from "#x509/description"
import { matchServerName } from "#x509/match-name"
import type {
	AttemptObservation,
	CapturedFacts,
	Ending,
	FirstBytes,
	OwnIdentity,
	PeerFacts,
	PostureName,
} from "../observation.ts"
import { describePeer } from "../peer-facts.ts"
import { describeChain, leafOf, spiffeIdOf, verifyCapturedChain } from "./captured-chain.ts"
import { capturedOutcome } from "./captured-outcome.ts"
import { capturedPhases } from "./captured-phases.ts"
import { endText } from "./end-text.ts"
import { readSealedFlight, type SealedFlight } from "./sealed-flight.ts"
import { rpcFactsOf } from "./telling-call.ts"

/**
 * Puts one connection of a capture into the words of an attempt, as if the client had been ours: the same facts, from
 * the bytes that somebody else sent. Pure but for digests; runs in a page. No opinions, no secrets.
 */
export async function observeCaptured(
	connection: CapturedConnection,
	application: ApplicationFacts,
): Promise<AttemptObservation> {
	const { transcript } = connection
	const usesTls = speaksTls(connection)
	const sent = transcript.serverCertificates
	const chain = sent === undefined ? undefined : await describeChain(sent)
	const own = await ownIdentity(connection)
	const isSvid = spiffeIdOf(leafOf(chain)) !== undefined
	const sni = transcript.negotiated.sni ?? undefined
	const serverName = isSvid ? undefined : sni
	const at = Date.parse(connection.startedAt)
	const verification = sent === undefined ? undefined : await verifyCapturedChain(sent, at, serverName)
	const ending = endingOf(connection)
	const firstBytes = firstBytesOf(connection)
	const rpc = rpcFactsOf(application)
	const { version, cipherSuite } = transcript.negotiated
	const isTls13 = version?.startsWith("1.3") === true
	const flight = usesTls && isTls13 ? readSealedFlight(transcript.entries, cipherSuite) : undefined
	const outcome = capturedOutcome({
		connection,
		application,
		usesTls,
		ending,
		where: endText(connection.server),
		...(firstBytes === undefined ? {} : { firstBytes }),
		...(rpc === undefined ? {} : { rpc }),
		...(flight === undefined ? {} : { flight }),
	})
	const peer = peerOf(chain, serverName)
	const server = application.http2?.server
	const isOpened = server !== undefined && (server.settingsFrames > 0 || server.goaway !== undefined)
	return {
		posture: postureOf(usesTls, own, isSvid),
		configured: true,
		outcome,
		startedAt: connection.startedAt,
		phases: capturedPhases(connection, application, usesTls, outcome.kind === "accepted"),
		peerAddress: endText(connection.server),
		own,
		alerts: usesTls ? transcript.alerts : [],
		transcript: usesTls ? transcript.entries : [],
		undecryptable: transcript.undecryptable,
		problems: [
			...connection.problems,
			...(usesTls ? transcript.problems : []),
			...(application.http2?.problems ?? []),
		],
		ending,
		captured: capturedFacts(connection, application, usesTls, flight),
		...(usesTls && transcript.serverHello !== undefined ? { tls: transcript.negotiated } : {}),
		...(chain === undefined ? {} : { chain }),
		...(verification === undefined ? {} : { verification }),
		...(peer === undefined ? {} : { peer }),
		...(firstBytes === undefined ? {} : { firstBytes }),
		...(transcript.certificateRequest === undefined ? {} : { requested: transcript.certificateRequest }),
		...(transcript.clientCertificates === undefined
			? {}
			: { sent: { certificate: await digestOf(transcript.clientCertificates) } }),
		...(isOpened
			? {
					http2: {
						settings: server.settings,
						...(server.goaway === undefined ? {} : { goaway: server.goaway }),
					},
				}
			: {}),
		...(rpc === undefined ? {} : { rpc }),
		...(usesTls && hasToken(application) ? { tokenSent: true } : {}),
	}
}

/** True for a connection on which the client spoke TLS, or the server where nothing is known of the client. */
export function speaksTls({ transcript }: CapturedConnection): boolean {
	const { clientHello, entries } = transcript
	if (clientHello !== undefined) return true
	const isPlainClient = entries.some((entry) => entry.from === "client" && entry.message === "NotTls")
	return !isPlainClient && entries.some((entry) => entry.message !== "NotTls")
}

/** True when a call carried call credentials. */
export function hasToken({ http2 }: ApplicationFacts): boolean {
	return (
		http2?.calls.some((call) => call.requestHeaders.some(({ name }) => name === "authorization")) === true
	)
}

function postureOf(usesTls: boolean, own: OwnIdentity, isSvid: boolean): PostureName {
	if (!usesTls) return "plaintext"
	if (own.certificate === undefined) return "tls"
	return isSvid && own.spiffeId !== undefined ? "spiffe" : "mtls"
}

/** SHA-256 of a leaf, readable or not; null for an empty Certificate. */
async function digestOf([leaf]: readonly Uint8Array[]): Promise<string | null> {
	return leaf === undefined ? null : fingerprint(leaf)
}

async function ownIdentity({ transcript }: CapturedConnection): Promise<OwnIdentity> {
	const sent = transcript.clientCertificates
	if (sent === undefined || sent.length === 0) return { source: "none" }
	const leaf = leafOf(await describeChain(sent.slice(0, 1)))
	const spiffeId = spiffeIdOf(leaf)
	return {
		source: "captured",
		chainLength: sent.length,
		...(leaf === undefined ? {} : { certificate: leaf }),
		...(spiffeId === undefined ? {} : { spiffeId }),
	}
}

/** Who the server's certificate says that it is. Whether the client believed it is not in the capture. */
function peerOf(
	chain: readonly ObservedCertificate[] | undefined,
	serverName: string | undefined,
): PeerFacts | undefined {
	const leaf = leafOf(chain)
	const match =
		leaf === undefined || serverName === undefined
			? undefined
			: matchServerName({ wanted: serverName, description: leaf })
	const described = describePeer(chain, undefined, {
		serverName: serverName ?? "",
		isIp: match?.kind === "ip",
	})
	if (described === undefined) return undefined
	const { expected, ...peer } = described
	if (match === undefined || expected === undefined) return peer
	const identity = match.matched ?? peer.identity
	return { ...peer, identity, expected, matched: match.isMatch }
}

function firstBytesOf({ head, transcript, durationMs }: CapturedConnection): FirstBytes | undefined {
	if (head.server.length === 0) return undefined
	const { kind, text } = recogniseFirstBytes(head.server)
	const t = transcript.entries.find((entry) => entry.from === "server")?.t ?? durationMs
	return { hex: toHex(head.server.subarray(0, 64)), text, kind, t }
}

const endings = {
	"server-fin": "fin",
	"server-reset": "reset",
	"client-fin": "client",
	closed: "client",
} as const satisfies Record<string, Ending["kind"]>

/** Who ended the connection first. */
function endingOf({ marks, durationMs, transcript, bytes }: CapturedConnection): Ending {
	const closeNotify = transcript.alerts.some(
		({ from, description }) => from === "server" && description === "close_notify",
	)
	for (const { kind, t } of marks) {
		const ending = Object.entries(endings).find(([name]) => name === kind)?.[1]
		if (ending !== undefined) return { kind: ending, t, closeNotify, serverBytes: bytes.server }
	}
	return { kind: "open", t: durationMs, closeNotify, serverBytes: bytes.server }
}

function capturedFacts(
	connection: CapturedConnection,
	application: ApplicationFacts,
	usesTls: boolean,
	flight: SealedFlight | undefined,
): CapturedFacts {
	const { undecryptable, entries } = connection.transcript
	const isSealed = undecryptable > 0 && !entries.some((entry) => entry.encrypted)
	const secrecy = undecryptable === 0 ? (usesTls ? "opened" : "clear") : isSealed ? "sealed" : "partly"
	return {
		client: endText(connection.client),
		server: endText(connection.server),
		isWhole: connection.isWhole,
		secrecy,
		serverWentOn: flight?.serverWentOn ?? application.bytes.server > 0,
		calls: application.http2?.callCount ?? 0,
		...(flight === undefined || undecryptable === 0 ? {} : { flight: flight.flight }),
	}
}
