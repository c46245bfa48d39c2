import { programFault } from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Words of programs, databases, brokers and machines that fail behind a working connection. Data. */
export const programTerms: readonly TermGroup[] = [
	{
		causes: programFault,
		why: "A database speaks of its data or of its own accounts; no handshake is involved.",
		terms: `relation * does not exist
			column * does not exist
			table * doesn t exist
			no rows in result set
			lock wait timeout exceeded
			password authentication failed for user
			access denied for user
			too many connections
			foreign key constraint
			duplicate entry
			er dup entry
			operational error
			integrity error
			psqlexception
			sql state
			database is locked
			canceling statement
			could not serialize access
			connection pool
			hikaripool
			jdbc connection
			sqlalchemy
			queuepool limit
			wrongtype operation
			prepared statement * already exists
			no such table`,
	},
	{
		causes: programFault,
		why: "A broker speaks of its partitions and groups; no handshake is involved.",
		terms: `not leader or follower
			not leader for partition
			rebalance in progress
			offset out of range
			unknown topic or partition
			coordinator not available
			leader not available
			commit cannot be completed
			record too large
			message too large
			topic authorization`,
	},
	{
		causes: programFault,
		why: "The machine or its scheduler ran out of something or stopped the program.",
		terms: `killed process
			oom killed
			out of memory
			cannot allocate memory
			back off restarting failed container
			crash loop back off
			image pull back off
			err image pull
			evicted
			no space left on device
			insufficient cpu
			insufficient memory
			resource temporarily unavailable
			cannot assign requested address
			too many open files`,
	},
	{
		causes: programFault,
		why: "The program, its data or its contract failed; the connection had carried the call.",
		terms: `no handler for
			does not implement
			method not implemented
			not implemented
			failed to unmarshal
			failed to marshal
			error unmarshalling
			error marshalling
			error unmarshaling
			invalid protocol buffer exception
			unexpected token
			invalid json
			json parse error
			schema * not found
			validation failed
			failed validation
			is not a function
			nil pointer dereference
			stack overflow
			traceback most recent call last
			assertion failed
			assertion error
			division by zero
			unique constraint
			optimistic lock
			version conflict
			resource version
			object has been modified
			circuit breaker
			circuit open
			bulkhead
			quota exceeded
			rate limited
			rate limit exceeded
			too many requests
			concurrency limit
			max concurrent streams
			message larger than max
			message exceeds maximum size
			exceeds maximum size
			payload too large
			request entity too large
			server overloaded
			retry after`,
	},
]
