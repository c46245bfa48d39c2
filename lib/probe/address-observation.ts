import type { AttemptObservation } from "./observation.ts"

/** The configured posture against one more address of the same name. */
export interface AddressObservation {
	/** `127.0.0.2:9091`, `[::1]:9091`. */
	readonly address: string
	/** The attempt, without the bytes of its messages. */
	readonly attempt: AttemptObservation
}
