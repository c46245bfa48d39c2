import { type Http2Questions, openHttp2 } from "#grpc/node/http2-session"
import type { ProtocolAnswer } from "../../protocol-observation.ts"
import { preflightHeaders } from "../preflight.ts"
import type { PlannedQuestion } from "../questions.ts"
import { readAnswer } from "../read-answer.ts"
import { type Asking, unasked } from "./asking.ts"

/** Further connections, when the server ends one because of a question. */
const reopenMax = 2

/**
 * Asks everything that goes over HTTP/2, side by side on one connection; what a server's end of the connection left
 * open is asked again one by one, on at most two more. When HTTP/2 does not come up, one answer says so.
 */
export async function askOverHttp2(asking: Asking): Promise<readonly ProtocolAnswer[]> {
	const { book } = asking
	const first = [
		book.unknownMethod(),
		book.nonGrpcContentType(),
		book.grpcWeb(),
		book.connect(),
		book.connectGet(),
		book.reflection("v1"),
	]
	const line = new Http2Line(asking)
	try {
		const refusal = await line.open()
		if (refusal !== undefined) return [refusal]
		const answers = await line.askTogether(first)
		if (!line.isHttp2) return answers.slice(0, 1)
		const later = [book.corsPreflight(preflightHeaders(answers))]
		if (needsOlderReflection(answers)) later.push(book.reflection("v1alpha"))
		return [...answers, ...(await line.askTogether(later))]
	} finally {
		line.close()
	}
}

/** Many servers have only the older of the two services. */
function needsOlderReflection(answers: readonly ProtocolAnswer[]): boolean {
	return answers.some((each) => each.question === "reflection" && each.grpcStatus === "UNIMPLEMENTED")
}

/** The connection that is open now. */
class Http2Line {
	readonly #asking: Asking
	#session: Http2Questions | undefined
	#reopened = 0

	constructor(asking: Asking) {
		this.#asking = asking
	}

	/** The answer that says why not, or undefined once it is open. */
	async open(): Promise<ProtocolAnswer | undefined> {
		const { dialler, security, limitMs, signal, book } = this.#asking
		const dialled = await dialler.dial(security, ["h2"], limitMs)
		if (dialled.kind !== "open") return unasked("grpc-unknown-method", "h2", security !== undefined, dialled)
		this.#session = openHttp2(dialled.socket, book.authority, signal)
		return undefined
	}

	get isHttp2(): boolean {
		return this.#session?.isHttp2() === true
	}

	async askTogether(questions: readonly PlannedQuestion[]): Promise<readonly ProtocolAnswer[]> {
		const answers = await Promise.all(questions.map((question) => this.#ask(question)))
		// A reset stream is an answer; only what the end of the connection took along is asked again.
		const isOver = this.#session?.isOpen() !== true
		if (!isOver || answers.every((answer) => answer.kind === "closed")) return answers
		const again: ProtocolAnswer[] = []
		for (const [index, answer] of answers.entries()) {
			const question = questions[index]
			const isLost = answer.kind === "closed" && question !== undefined && (await this.#isOpenAgain())
			again.push(isLost ? await this.#ask(question) : answer)
		}
		return again
	}

	close(): void {
		this.#session?.close()
	}

	async #ask(planned: PlannedQuestion): Promise<ProtocolAnswer> {
		const { limitMs, security } = this.#asking
		const reply = (await this.#session?.ask(planned.http, limitMs)) ?? notOpen
		return readAnswer(planned, "h2", security !== undefined, reply)
	}

	async #isOpenAgain(): Promise<boolean> {
		if (this.#session?.isOpen() === true) return true
		if (this.#reopened >= reopenMax) return false
		this.#reopened += 1
		return (await this.open()) === undefined
	}
}

const notOpen = { kind: "closed", how: "The connection was closed." } as const
