import { encodeHealthRequest, healthCheckMethod } from "#grpc/health"
import type { HttpQuestion } from "#grpc/http-question"
import { encodeListServices, type ReflectionVersion, reflectionMethod } from "#grpc/reflection"
import { frameMessage } from "#grpc/web/frames"
import type { ProtocolQuestion } from "../protocol-observation.ts"

/** One question, ready to be asked. */
export interface PlannedQuestion {
	readonly question: ProtocolQuestion
	readonly http: HttpQuestion
	/** Set for reflection: which version's answer is to be read. */
	readonly reflection?: ReflectionVersion
}

/** No server has it: RFC 2606 reserves the name, so that nothing real is ever allowed or blocked by it. */
export const foreignOrigin = "https://countersign.invalid"

/** No server has this service. */
export const unknownMethod = "countersign.Probe/Unknown"

const grpcHeaders = { "content-type": "application/grpc", te: "trailers" } as const
const agent = { "user-agent": "countersign" } as const

/**
 * Writes the questions for one authority. They change nothing: a method of the endpoint's own is only ever asked in
 * ways that cannot reach its handler (no message, broken JSON), the health check with an empty request. None carries
 * a token, a cookie or any other credential.
 */
export class QuestionBook {
	readonly #authority: string
	readonly #method: string
	readonly #healthService: string

	/** `method` without a leading slash, as the endpoint names it. */
	constructor(authority: string, method: string, healthService: string) {
		this.#authority = authority
		this.#method = method
		this.#healthService = healthService
	}

	/** `Host` and `:authority` of every question. */
	get authority(): string {
		return this.#authority
	}

	get #isHealthCheck(): boolean {
		return this.#method === healthCheckMethod
	}

	unknownMethod(): PlannedQuestion {
		const body = frameMessage(new Uint8Array())
		return this.#plan("grpc-unknown-method", "POST", `/${unknownMethod}`, grpcHeaders, body)
	}

	nonGrpcContentType(): PlannedQuestion {
		const headers = { "content-type": "text/plain" }
		return this.#plan("non-grpc-content-type", "POST", `/${this.#method}`, headers, new Uint8Array())
	}

	/** An empty body holds no message: unary handlers are not called without one. */
	grpcWeb(): PlannedQuestion {
		const body = this.#isHealthCheck
			? frameMessage(encodeHealthRequest(this.#healthService))
			: new Uint8Array()
		const headers = { "content-type": "application/grpc-web+proto", "x-grpc-web": "1" }
		return this.#plan("grpc-web", "POST", `/${this.#method}`, headers, body)
	}

	/** A lone brace is no JSON: no handler gets to see it. */
	connect(): PlannedQuestion {
		const text = this.#isHealthCheck ? JSON.stringify(this.#healthJson()) : "{"
		const headers = { "content-type": "application/json", "connect-protocol-version": "1" }
		const body = new TextEncoder().encode(text)
		return this.#plan("connect", "POST", `/${this.#method}`, headers, body)
	}

	connectGet(): PlannedQuestion {
		const message = encodeURIComponent(JSON.stringify(this.#healthJson()))
		const path = `/${healthCheckMethod}?connect=v1&encoding=json&message=${message}`
		return this.#plan("connect-get", "GET", path, {})
	}

	/** What a browser sends before a call from another origin (Fetch standard, "CORS-preflight fetch"). */
	corsPreflight(wanted: readonly string[]): PlannedQuestion {
		return this.#plan("cors-preflight", "OPTIONS", `/${this.#method}`, {
			origin: foreignOrigin,
			"access-control-request-method": "POST",
			"access-control-request-headers": wanted.toSorted().join(","),
		})
	}

	http1Get(): PlannedQuestion {
		return this.#plan("http1-get", "GET", "/", { accept: "*/*" })
	}

	reflection(version: ReflectionVersion): PlannedQuestion {
		const body = frameMessage(encodeListServices(version))
		const path = `/${reflectionMethod(version)}`
		return { ...this.#plan("reflection", "POST", path, grpcHeaders, body), reflection: version }
	}

	#healthJson(): Readonly<Record<string, string>> {
		return this.#healthService === "" ? {} : { service: this.#healthService }
	}

	#plan(
		question: ProtocolQuestion,
		method: HttpQuestion["method"],
		path: string,
		headers: Readonly<Record<string, string>>,
		body?: Uint8Array,
	): PlannedQuestion {
		const http = { method, path, authority: this.#authority, headers: { ...agent, ...headers } }
		return { question, http: body === undefined ? http : { ...http, body } }
	}
}
