import { readFile } from "node:fs/promises"
import { ApplicationConversation } from "#grpc/application-conversation"
import type { Side } from "#tls/capture"
import type { CapturedConnection } from "#tls/capture-file/captured-connection"
import { openCaptureReader } from "#tls/capture-file/open-capture-reader"
import { splitKeyLog } from "#tls/keylog"
import { nodePrimitives } from "#tls/node/primitives"
import { outputOf } from "./scan-sslscan.ts"

/** What two readers of one capture must agree on, of one connection. */
export interface WireFacts {
	/** Types of the handshake messages of each side, in their order. */
	readonly messages: Readonly<Record<Side, string>>
	/** Codes of alerts. */
	readonly alerts: Readonly<Record<Side, string>>
	readonly sni: string
	/** Code point that the ServerHello chose, in hex. */
	readonly suite: string
	/** Certificates of both sides in hex, in the order of the wire. */
	readonly certificates: readonly string[]
	/** `:path`, `:status` and codes of GOAWAY, in the order of the wire. */
	readonly http2: readonly string[]
}

/** What Countersign reads. */
export async function readOwnFacts(path: string, keyLog: string): Promise<WireFacts[]> {
	const found: [number, WireFacts][] = []
	const conversations = new Map<number, ApplicationConversation>()
	const reader = openCaptureReader({
		primitives: nodePrimitives,
		keyLog: splitKeyLog(await readFile(keyLog, "utf8")),
		openSink: ({ index }) => {
			const conversation = new ApplicationConversation()
			conversations.set(index, conversation)
			return conversation
		},
		onConnection: (connection) => {
			const application = conversations.get(connection.index)?.finish()
			const calls = application?.http2?.calls ?? []
			const http2 = [
				...calls.map(({ path }) => path ?? ""),
				...calls.map(({ httpStatus }) => `${httpStatus}`),
			]
			found.push([connection.index, { ...ownTls(connection), http2: http2.sort() }])
		},
	})
	reader.push(await readFile(path))
	reader.end()
	return found.sort(([a], [b]) => a - b).map(([, facts]) => facts)
}

const noHandshake = ["Encrypted", "ApplicationData", "Alert", "ChangeCipherSpec", "NotTls"]

function ownTls({ transcript }: CapturedConnection): Omit<WireFacts, "http2"> {
	const typesOf = (side: Side) =>
		transcript.entries
			.filter(({ from, message }) => from === side && !noHandshake.includes(message))
			.map(({ typeCode }) => typeCode)
			.join(" ")
	const alertsOf = (side: Side) =>
		transcript.alerts
			.filter(({ from }) => from === side)
			.map(({ code }) => code)
			.join(" ")
	const { serverCertificates = [], clientCertificates = [], clientHello, serverHello } = transcript
	return {
		messages: { client: typesOf("client"), server: typesOf("server") },
		alerts: { client: alertsOf("client"), server: alertsOf("server") },
		sni: clientHello?.serverName ?? "",
		suite: serverHello === undefined ? "" : serverHello.cipherSuiteCode.toString(16).padStart(4, "0"),
		certificates: [...serverCertificates, ...clientCertificates].map((der) =>
			Buffer.from(der).toString("hex"),
		),
	}
}

const fields = [
	"tcp.stream",
	"tcp.srcport",
	"tls.handshake.type",
	"tls.alert_message.desc",
	"tls.handshake.extensions_server_name",
	"tls.handshake.ciphersuite",
	"tls.handshake.certificate",
	"http2.headers.path",
	"http2.headers.status",
] as const

/** What tshark reads of the connections to a port. */
export async function readTsharkFacts(path: string, keyLog: string, port: number): Promise<WireFacts[]> {
	const options = ["-o", `tls.keylog_file:${keyLog}`, "-d", `tcp.port==${port},tls`, "-Y", "tcp", "-2"]
	const columns = fields.flatMap((field) => ["-e", field])
	const text = await outputOf("tshark", ["-n", "-r", path, ...options, "-T", "fields", ...columns])
	const rows = text
		.split("\n")
		.map((line) => line.split("\t"))
		.filter((row) => row.length === fields.length && /^\d+$/.test(row[0] ?? ""))
	const streams = [...new Set(rows.map(([stream]) => stream))]
	return streams.map((stream) =>
		tsharkFacts(
			rows.filter(([own]) => own === stream),
			`${port}`,
		),
	)
}

function tsharkFacts(rows: readonly string[][], port: string): WireFacts {
	const column = (field: (typeof fields)[number], side?: Side): string[] =>
		rows
			.filter(([, source]) => side === undefined || (source === port) === (side === "server"))
			.flatMap((row) => (row[fields.indexOf(field)] ?? "").split(","))
			.filter((value) => value !== "")
	const both = (field: (typeof fields)[number]) => ({
		client: column(field, "client").join(" "),
		server: column(field, "server").join(" "),
	})
	const suite = column("tls.handshake.ciphersuite", "server")[0] ?? ""
	return {
		messages: both("tls.handshake.type"),
		alerts: both("tls.alert_message.desc"),
		sni: column("tls.handshake.extensions_server_name", "client")[0] ?? "",
		suite: suite.replace("0x", "").slice(-4),
		certificates: column("tls.handshake.certificate").map((hex) => hex.replaceAll(":", "")),
		http2: [...column("http2.headers.path"), ...column("http2.headers.status")].sort(),
	}
}
