const inspect = Symbol.for("nodejs.util.inspect.custom")

/**
 * Holds a private key, token or passphrase so that logging, serialising or interpolating it yields `[secret]`.
 * The value leaves only through `reveal()`, whose call sites are few and can be searched for.
 */
export class Secret<Value> {
	readonly #value: Value

	constructor(value: Value) {
		this.#value = value
	}

	/** The value itself. Call it at the last moment, and hand the result to nothing that stores or prints. */
	reveal(): Value {
		return this.#value
	}

	toJSON(): string {
		return "[secret]"
	}

	toString(): string {
		return "[secret]"
	}

	[inspect](): string {
		return "[secret]"
	}
}
