import type { AttemptObservation, RunObservation } from "#probe/observation"
import type { ProtocolAnswer } from "#probe/protocol-observation"

/** What a sign speaks of: who runs the methods, who frames HTTP/2, who ends TLS, or who stands in front of it all. */
export type StackLayer = "application" | "http" | "tls" | "front"

/** One thing on the wire that tells one stack from another. */
export interface StackSign {
	readonly name: string
	readonly layer: StackLayer
	/** How sure this sign alone makes us, 0 to 1. */
	readonly confidence: number
	readonly text: string
	readonly test: (seen: StackFacts) => boolean
}

/** What signs look at. */
export interface StackFacts {
	readonly attempts: readonly AttemptObservation[]
	readonly answers: readonly ProtocolAnswer[]
	readonly scan: RunObservation["scan"]
}

/** True when any lane shows it. */
export const inLane = (test: (attempt: AttemptObservation) => boolean) => (seen: StackFacts) =>
	seen.attempts.some(test)
/** True when any answer to our questions shows it. */
export const inAnswer = (test: (answer: ProtocolAnswer) => boolean) => (seen: StackFacts) =>
	seen.answers.some(test)

/** First bytes of HTTP/2 in the clear, as hex. */
export const plaintextStart = (hex: string) =>
	inLane(({ firstBytes }) => firstBytes?.kind === "http2-settings" && firstBytes.hex.startsWith(hex))
/** What plaintext on a TLS port is answered with, as hex. */
export const alertAnswer = (hex: string) =>
	inLane(({ posture, firstBytes }) => posture === "plaintext" && firstBytes?.hex.startsWith(hex) === true)
/** Exactly these settings, in this order. */
export const settingsList = (wanted: readonly (readonly [id: number, value: number])[]) =>
	inLane(({ http2 }) => {
		const sent = http2?.settings ?? []
		return (
			sent.length === wanted.length &&
			wanted.every(([id, value], at) => sent[at]?.id === id && sent[at].value === value)
		)
	})
/** These settings among others, in any order. */
export const settings = (wanted: Readonly<Record<number, number>>) =>
	inLane(({ http2 }) =>
		Object.entries(wanted).every(([id, value]) =>
			http2?.settings.some((each) => each.id === Number(id) && each.value === value),
		),
	)
/** The words of a server about a method that it does not have, from a lane or from our question. */
export const unimplemented = (pattern: RegExp) => (seen: StackFacts) =>
	seen.attempts.some(({ rpc }) => rpc?.status === "UNIMPLEMENTED" && pattern.test(rpc.statusText ?? "")) ||
	seen.answers.some(
		(answer) => answer.grpcStatus === "UNIMPLEMENTED" && pattern.test(answer.grpcMessage ?? ""),
	)
/** The words of an answer: status message, error or body. */
export const says = (pattern: RegExp) =>
	inAnswer(
		({ grpcMessage = "", connectMessage = "", body = "" }) =>
			pattern.test(grpcMessage) || pattern.test(connectMessage) || pattern.test(body),
	)
/** A header of any answer. */
export const header = (name: string, pattern: RegExp) =>
	inAnswer(({ headers = {} }) => pattern.test(headers[name] ?? ""))
/** An HTTP answer, in its Server header, its body or the first bytes of a lane. */
export const httpSays = (server: RegExp, body: RegExp) => (seen: StackFacts) =>
	seen.attempts.some(
		({ rpc, firstBytes }) =>
			server.test(rpc?.httpServer ?? "") ||
			body.test(rpc?.httpBody ?? "") ||
			body.test(firstBytes?.text ?? ""),
	) ||
	seen.answers.some(
		({ headers = {}, body: text = "" }) => server.test(headers.server ?? "") || body.test(text),
	)

const productMax = 40
const knownFronts = /nginx|envoy|kestrel/i

/** Whoever names itself: the product of a Server header, the pseudonym of a Via header (RFC 9110 sections 10.2.4, 7.6.3). */
export function selfNamed({ attempts, answers }: StackFacts): readonly StackSign[] {
	const servers = [
		...answers.map(({ headers = {} }) => headers.server),
		...attempts.map(({ rpc }) => rpc?.httpServer),
	]
	const vias = answers.map(({ headers = {} }) => headers.via?.split(",").at(-1)?.trim().split(" ")[1])
	const always = () => true
	return [
		...productsOf(servers).map((name) => front(name, 0.6, `its Server header says ${name}`, always)),
		...productsOf(vias).map((name) => front(name, 0.7, `its Via header names ${name}`, always)),
	]
}

function productsOf(texts: readonly (string | undefined)[]): readonly string[] {
	const names = texts.flatMap((text) => {
		const name = text?.split("/", 1)[0]?.trim().slice(0, productMax) ?? ""
		return name === "" || knownFronts.test(name) ? [] : [name]
	})
	return [...new Set(names)]
}

/** A sign of an application framework: its own words. */
export function words(name: string, confidence: number, about: string, test: StackSign["test"]): StackSign {
	return { name, layer: "application", confidence, text: `words of ${name} ${about}`, test }
}

/** A sign of whoever frames HTTP. */
export function http(name: string, confidence: number, text: string, test: StackSign["test"]): StackSign {
	return { name, layer: "http", confidence, text, test }
}

/** A sign of whoever stands in front. */
export function front(name: string, confidence: number, text: string, test: StackSign["test"]): StackSign {
	return { name, layer: "front", confidence, text, test }
}

/** A sign of whoever ends TLS. */
export function tls(name: string, confidence: number, text: string, test: StackSign["test"]): StackSign {
	return { name, layer: "tls", confidence, text, test }
}
