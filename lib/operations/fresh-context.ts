import { fixedClock } from "#base/clock"
import { openDialPolicy } from "#endpoints/dial-policy"
import type { CheckRequest } from "#probe/node/check-request"
import { makeFolder, openFresh } from "#store/fresh-store"
import { exampleRun } from "#store/run-example"
import type { OperationContext } from "./context.ts"

/** For tests: a context on an empty store, whose checks dial nothing and see the example run. */
export async function makeFreshContext(startedAt = Date.UTC(2026, 10, 22)): Promise<{
	readonly context: OperationContext
	/** The settings of every check that was asked for. */
	readonly asked: CheckRequest[]
	readonly remove: () => Promise<void>
}> {
	const fresh = await makeFolder()
	const store = await openFresh(fresh.place)
	const asked: CheckRequest[] = []
	return {
		asked,
		context: {
			store,
			dataFolder: fresh.place.kind === "folder" ? fresh.place.folder : "",
			clock: fixedClock(startedAt),
			policy: openDialPolicy,
			actor: "test",
			runCheck: async (request) => {
				asked.push(request)
				return { ...exampleRun(startedAt), target: request.settings.target, stopped: request.signal.aborted }
			},
		},
		remove: async () => {
			await store.close()
			await fresh.remove()
		},
	}
}

/** For tests: the flat input of an endpoint, all empty but name and target. */
export const exampleInput = {
	name: "billing",
	labels: "prod, eu",
	target: "grpcs://billing.example:443",
	mode: "auto",
	ca: "",
	certificate: "",
	key: "",
	passphrase: "",
	serverName: "",
	skipVerify: false,
	spiffeSocket: "",
	expectSpiffeId: "",
	trustDomain: "",
	token: "",
	healthService: "",
	method: "",
	timeoutMs: 5_000,
} as const
