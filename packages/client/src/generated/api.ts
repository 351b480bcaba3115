// Made by `node generate.ts` from openapi.json, which the server's tests keep in line with the server.
export interface paths {
    "/api/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Accounts that count where I may see */
        get: {
            parameters: {
                query?: {
                    /** @description Whose roles count at this place: who can be dispatched there. */
                    at?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description Text to search for. */
                    q?: string;
                    /** @description Who holds this role. */
                    role?: "admin" | "district-worker" | "street-worker" | "community-worker" | "grid-leader" | "grid-worker" | "property" | "viewer";
                    sort?: "id" | "name" | "state";
                    state?: ("active" | "disabled") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Account"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an account; its one-time password is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        lang?: "zh" | "en";
                        login: string;
                        name: string;
                        roles: {
                            /** @description Id of the place; empty is everywhere. */
                            place: string;
                            /** @enum {string} */
                            role: "admin" | "district-worker" | "street-worker" | "community-worker" | "grid-leader" | "grid-worker" | "property" | "viewer";
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewAccount"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename, give other roles, disable */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        roles?: {
                            /** @description Id of the place; empty is everywhere. */
                            place: string;
                            /** @enum {string} */
                            role: "admin" | "district-worker" | "street-worker" | "community-worker" | "grid-leader" | "grid-worker" | "property" | "viewer";
                        }[];
                        /** @enum {string} */
                        state?: "active" | "disabled";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Account"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/accounts/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset the password: a one-time one is shown once, and sessions end */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewAccount"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description From this moment on. */
                    deadlineFrom?: string;
                    /** @description Before this moment. */
                    deadlineTo?: string;
                    /** @description One value, or several separated by commas. */
                    device?: string;
                    grade?: ("normal" | "major" | "urgent") | string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    /** @description One value, or several separated by commas. */
                    installation?: string;
                    limit?: number;
                    offset?: number;
                    /** @description From this moment on. */
                    onsetFrom?: string;
                    /** @description Before this moment. */
                    onsetTo?: string;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    place?: string;
                    /** @description Text to search for. */
                    q?: string;
                    /** @description From this moment on. */
                    raisedAtFrom?: string;
                    /** @description Before this moment. */
                    raisedAtTo?: string;
                    /** @description One value, or several separated by commas. */
                    rule?: string;
                    sort?: "state" | "grade" | "pressing" | "installation" | "raisedAt" | "onset" | "deadline";
                    state?: ("open" | "accepted" | "dismissed" | "withdrawn" | "closed") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Alert"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert, with what may be done about it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/alerts/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept an alert (立案) or call it a false alarm (误报) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description 一般, 较大, 紧急
                         * @enum {string}
                         */
                        grade?: "normal" | "major" | "urgent";
                        note?: string;
                        /** @enum {string} */
                        outcome: "accept" | "false-alarm";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload one file (multipart/form-data)
         * @description JPEG, PNG, WebP or PDF, told by its bytes. It belongs to the community that is named, or to the one the account works in.
         */
        post: {
            parameters: {
                query?: {
                    community?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Attachment"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/attachments/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The content of a file
         * @description For whoever uploaded it, or may read something that refers to it.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    hash: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": components["schemas"]["Error"];
                        "image/jpeg": components["schemas"]["Error"];
                        "image/png": components["schemas"]["Error"];
                        "image/webp": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": components["schemas"]["Error"];
                        "image/jpeg": components["schemas"]["Error"];
                        "image/png": components["schemas"]["Error"];
                        "image/webp": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was done, where I may read the audit and by whom I am responsible for */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    action?: string;
                    /** @description One value, or several separated by commas. */
                    actor?: string;
                    /** @description From this moment on. */
                    atFrom?: string;
                    /** @description Before this moment. */
                    atTo?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "at" | "seq";
                    /** @description One value, or several separated by commas. */
                    subject?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditEntry"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Recompute the chains that hold what I may read */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuditVerdict"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed after a cursor; without one, where the feed now ends, or with `wait` what changes from now on
         * @description Tells of what the reader may see, and a token of the resources it may read. A cursor that is too old, or that was never given (a backup was restored), is refused with 410: read everything again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The cursor you have; 0 is the beginning. */
                    after?: string;
                    limit?: number;
                    /** @description Seconds to wait for something new. */
                    wait?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            cursor: string;
                            items: components["schemas"]["Change"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/changes/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same as server-sent events
         * @description `event: change` with the cursor as `id`; resumes by `Last-Event-ID` or `after`, without either begins now; `event: heartbeat` at once and every 15 s; `event: reset` where changes in between are no longer kept, or the cursor was never given: read everything again.
         */
        get: {
            parameters: {
                query?: {
                    /** @description The cursor you have; 0 is the beginning. */
                    after?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Commands */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description From this moment on. */
                    createdAtFrom?: string;
                    /** @description Before this moment. */
                    createdAtTo?: string;
                    /** @description One value, or several separated by commas. */
                    device?: string;
                    limit?: number;
                    /** @description One value, or several separated by commas. */
                    name?: string;
                    offset?: number;
                    order?: "asc" | "desc";
                    sort?: "state" | "createdAt";
                    state?: ("pending" | "sent" | "received" | "confirmed" | "rejected" | "expired" | "unknown") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Command"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/commands/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One command */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Command"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Communities */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "id" | "name";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Community"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make a community, with what is missing above it */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Names of what it lies in. Those that are there are used, the others are made. */
                        above?: {
                            city?: string;
                            district?: string;
                            street?: string;
                        };
                        /** @description Made from the name where left out. */
                        id?: string;
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Community"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/communities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One community */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Community"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Rename a community */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Community"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Refused messages */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    address?: string;
                    /** @description From this moment on. */
                    arrivalFrom?: string;
                    /** @description Before this moment. */
                    arrivalTo?: string;
                    /** @description One value, or several separated by commas. */
                    code?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    device?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    position?: string;
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "state" | "stage" | "code" | "source" | "arrival";
                    /** @description One value, or several separated by commas. */
                    source?: string;
                    stage?: ("dialect" | "codec" | "model" | "derive" | "record" | "rule") | string;
                    state?: ("open" | "replayed") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["DeadLetter"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One refused message, as it came */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeadLetterDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/dead-letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send it through again, after the cause was removed */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeadLetterDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    address?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    /** @description From this moment on. */
                    lastSeenFrom?: string;
                    /** @description Before this moment. */
                    lastSeenTo?: string;
                    limit?: number;
                    /** @description One value, or several separated by commas. */
                    model?: string;
                    offset?: number;
                    online?: boolean;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    place?: string;
                    /** @description One value, or several separated by commas. */
                    plugin?: string;
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "id" | "name" | "model" | "place" | "source" | "address" | "state" | "lastSeen";
                    /** @description One value, or several separated by commas. */
                    source?: string;
                    state?: ("active" | "disabled") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Device"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Register a device */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        address?: string | null;
                        id?: string;
                        model: string;
                        name: string;
                        /** @description Id of the place it stands at. */
                        place: string;
                        source?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a device */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        address?: string | null;
                        name?: string;
                        place?: string;
                        source?: string | null;
                        /** @enum {string} */
                        state?: "active" | "disabled";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Device"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/devices/{id}/commands": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask a device to do something */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        args?: {
                            [key: string]: unknown;
                        };
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Command"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/devices/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register the devices of a CSV table (text/csv)
         * @description Columns: name, model, place, source, address, id (or 名称, 物模型, 空间, 数据源, 通信地址, 编号). Model, place and source by id or by name. UTF-8 or GBK. All rows or none.
         */
        post: {
            parameters: {
                query: {
                    community: string;
                    /** @description Only says what would happen. */
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description The table, its headings first. */
            requestBody: {
                content: {
                    "text/csv": string;
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server works */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    alert?: string;
                    /** @description From this moment on. */
                    closedAtFrom?: string;
                    /** @description Before this moment. */
                    closedAtTo?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description From this moment on. */
                    deadlineFrom?: string;
                    /** @description Before this moment. */
                    deadlineTo?: string;
                    /** @description One value, or several separated by commas. */
                    device?: string;
                    grade?: ("normal" | "major" | "urgent") | string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    /** @description One value, or several separated by commas. */
                    installation?: string;
                    limit?: number;
                    /** @description One value, or several separated by commas. */
                    number?: string;
                    offset?: number;
                    open?: boolean;
                    /** @description From this moment on. */
                    openedAtFrom?: string;
                    /** @description Before this moment. */
                    openedAtTo?: string;
                    order?: "asc" | "desc";
                    outcome?: ("resolved" | "false-alarm" | "withdrawn") | string;
                    /** @description One value, or several separated by commas. */
                    owner?: string;
                    ownerRole?: ("admin" | "district-worker" | "street-worker" | "community-worker" | "grid-leader" | "grid-worker" | "property" | "viewer") | string;
                    /** @description One value, or several separated by commas. */
                    place?: string;
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "number" | "step" | "outcome" | "grade" | "openedAt" | "closedAt" | "deadline";
                    step?: ("verify" | "dispatch" | "sign" | "handle" | "check" | "close") | string;
                    tier?: ("grid-worker" | "grid-leader" | "community" | "street" | "district") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Incident"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Report an incident (上报) */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        device?: string;
                        /** @description Hashes of attachments. */
                        evidence?: string[];
                        /** @description A flow of the installation; the standard one where nothing is said. */
                        flow?: string;
                        /**
                         * @description 一般, 较大, 紧急
                         * @enum {string}
                         */
                        grade?: "normal" | "major" | "urgent";
                        installation?: string;
                        note?: string;
                        place: string;
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IncidentDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One incident, with its timeline and what may be done */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IncidentDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/incidents/{id}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do a step, or add a note */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        action: "accept" | "dispatch" | "sign" | "handle" | "pass" | "close" | "false-alarm" | "return" | "rework" | "reassign" | "note";
                        /** @description An account. */
                        assignee?: string;
                        /** @description Hashes of attachments. */
                        evidence?: string[];
                        /** @description The form `values` answers. */
                        form?: string;
                        /**
                         * @description 一般, 较大, 紧急
                         * @enum {string}
                         */
                        grade?: "normal" | "major" | "urgent";
                        note?: string;
                        /** @description Anyone of a role, or the role the assignee is meant in. */
                        role?: string;
                        values?: {
                            [key: string]: unknown;
                        };
                        /** @description The version you saw; a newer one refuses with 409. Send it. */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IncidentDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Installations */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description From this moment on. */
                    createdAtFrom?: string;
                    /** @description Before this moment. */
                    createdAtTo?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    plugin?: string;
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "plugin" | "state" | "title" | "createdAt";
                    state?: ("active" | "stopped") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Installation"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Enable a scenario for a community; it starts as a draft */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        community: string;
                        id?: string;
                        plugin: string;
                        title?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One installation: contract, draft and what is in force */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Save the draft */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        bindings: {
                            [key: string]: unknown;
                        };
                        rules: unknown[];
                        settings: {
                            [key: string]: unknown;
                        };
                        /** @description The draftVersion you saw; a newer one refuses with 409. */
                        version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationDetail"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publish the draft as the next release */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What the scenario may do: `command:<model>.<command>`, `personal-data:<class>`, `http:<host>:<port>`, `http-private:<host>:<port>` for hosts inside. Left out: what its contract asks for, and the hosts granted last. */
                        grants?: string[];
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}/reference/{table}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a table the operator keeps: plates, tariffs, care plans */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    offset?: number;
                };
                header?: never;
                path: {
                    id: string;
                    table: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: {
                                /** @description Tells rows apart also where keys are masked. */
                                id: string;
                                /** @description Masked where it is a personal field that the reader may not see. */
                                key: string;
                                row: unknown;
                                version: number;
                            }[];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        /** Set rows, or remove those whose row is null */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    table: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        rows: {
                            key: string;
                            row: {
                                [key: string]: unknown;
                            } | null;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}/releases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Releases, the latest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Release"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put an earlier release into force again, as a new one */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        release: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InstallationDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/installations/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a rule fired for a key at a moment, or why not
         * @description Folds the stored log up to the moment and tells what the verdict rests on: the condition part by part, what was read and by whom it was said, running timers, windows, and for numbers the nearest value that would have turned it.
         */
        get: {
            parameters: {
                query: {
                    /** @description Event time; now where it is left out. */
                    at?: string;
                    /** @description As an alert shows it: a device, a place, `community`, or the value of the field that is the rule’s key; `~…` where that is personal. */
                    key: string;
                    rule: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Why"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus (a token with `metrics:read`) */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Observations */
        get: {
            parameters: {
                query?: {
                    /** @description From this moment on. */
                    arrivalFrom?: string;
                    /** @description Before this moment. */
                    arrivalTo?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    device?: string;
                    /** @description Event time from this moment on. */
                    from?: string;
                    /** @description One value, or several separated by commas. */
                    installation?: string;
                    kind?: ("property" | "event") | string;
                    late?: boolean;
                    limit?: number;
                    /** @description One value, or several separated by commas. */
                    model?: string;
                    /** @description One value, or several separated by commas. */
                    name?: string;
                    offset?: number;
                    order?: "asc" | "desc";
                    sort?: "time" | "arrival";
                    /** @description One value, or several separated by commas. */
                    source?: string;
                    /** @description Event time before this moment. */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Observation"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Report an observation; answered when it is on disk
         * @description With `wait=true` the answer comes when it is stored, and says `duplicate` where its identity was stored before; what does not fit the device’s model is refused with its reason.
         */
        post: {
            parameters: {
                query?: {
                    wait?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        device: string;
                        /** @description Your own id of the event: sent again it is stored once. */
                        identity?: string;
                        name: string;
                        /** @description Device time with its offset; arrival where there is none. */
                        time?: string;
                        value: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /**
                             * Format: date-time
                             * @example 2026-11-21T08:00:00.000Z
                             */
                            arrival: string;
                            /** @description With `wait`: this identity was stored before, and nothing was stored now. */
                            duplicate?: boolean;
                            /** @description Its place in the journal: it is on disk. */
                            position: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    path?: string;
                    sort?: "id" | "path";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Person"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Person"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Places */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    kind?: ("city" | "district" | "street" | "community" | "building" | "unit" | "room" | "site") | string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    parent?: string;
                    /** @description One value, or several separated by commas. */
                    path?: string;
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "id" | "path" | "name" | "kind";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Place"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Add a place */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Made from the name where left out. */
                        id?: string;
                        /** @enum {string} */
                        kind: "city" | "district" | "street" | "building" | "unit" | "room" | "site";
                        lat?: number | null;
                        lng?: number | null;
                        name: string;
                        /** @description Id of the place above. */
                        parent?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Place"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/places/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One place */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Place"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove a place that nothing uses */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Rename a place or say where it is */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        lat?: number | null;
                        lng?: number | null;
                        name?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Place"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/places/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add the places of a CSV table (text/csv)
         * @description Columns: building, unit, room, site, lat, lng (or 楼栋, 单元, 房间, 场地, 纬度, 经度). Each row is one place with what is above it. UTF-8 or GBK. All rows or none.
         */
        post: {
            parameters: {
                query: {
                    community: string;
                    /** @description Only says what would happen. */
                    dryRun?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description The table, its headings first. */
            requestBody: {
                content: {
                    "text/csv": string;
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Import"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Plugins */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Plugin"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One plugin with its contract */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PluginDetail"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/{id}/budget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set what a plugin may use; what is left out is as for everybody */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        itemsPerSecond?: number;
                        memoryMb?: number;
                        outcomeCharacters?: number;
                        processorShare?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PluginDetail"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/{id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a plugin wrote and how its calls failed, since the server started
         * @description For its vendor. The last 500 lines, in memory only; numbers that look like those of people are masked.
         */
        get: {
            parameters: {
                query?: {
                    after?: number;
                    limit?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dropped: number;
                            items: components["schemas"]["PluginLogLine"][];
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/plugins/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the suspension of a plugin */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PluginDetail"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Records */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    installation?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    record?: string;
                    sort?: "updatedAt";
                    /** @description From this moment on. */
                    updatedAtFrom?: string;
                    /** @description Before this moment. */
                    updatedAtTo?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Record"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Replays that were asked for, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Replay"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /**
         * Replay what is stored of an installation: as it ran, or with another version
         * @description Without `configuration`, `rules` and `settings` it is folded as it ran and compared with what ran live; with any of them the two versions are compared firing by firing. Jobs run one at a time and are kept for a day.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The draft, or the number of a release. */
                        configuration?: "draft" | number;
                        /** @description Firings from this moment of event time on. */
                        from?: string;
                        installation: string;
                        /** @description Rules to run instead. */
                        rules?: unknown[];
                        settings?: {
                            [key: string]: unknown;
                        };
                        /** @description Firings up to this moment. */
                        to?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/replays/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A replay: how far it is, and what came out */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Cancel a replay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/replays/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What fired, or what another version changes
         * @description The first 5,000; the counts of the replay say how many there are.
         */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    offset?: number;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ReplayChange"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/replays/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a file of JSON lines with the rules of an installation
         * @description Each line an observation in the order of arrival (docs/replay.md), at most 20 MB. With `configuration=draft` the draft is compared with what runs.
         */
        post: {
            parameters: {
                query: {
                    /** @description Compare the draft with what runs. */
                    configuration?: "draft";
                    /** @description Firings from this moment of event time on. */
                    from?: string;
                    installation: string;
                    /** @description How late its observations may be: `0s`, `30s`, `5m`. */
                    lateness?: string;
                    /** @description Firings up to this moment. */
                    to?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            /** @description JSON lines. */
            requestBody: {
                content: {
                    "application/x-ndjson": Record<string, never>;
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, if anybody, and what they may do where */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        put?: never;
        /** Sign in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        login: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
            };
        };
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set my own password; other sessions end */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        current: string;
                        next: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/source-specs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of sources that the installed scenarios know */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["SourceSpec"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Sources */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    kind?: ("mqtt" | "http" | "http-poll" | "ocpp") | string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description One value, or several separated by commas. */
                    plugin?: string;
                    /** @description Text to search for. */
                    q?: string;
                    sort?: "id" | "kind" | "plugin" | "state" | "name";
                    state?: ("active" | "stopped") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Source"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Configure a connection */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        community: string;
                        config?: {
                            [key: string]: unknown;
                        };
                        id?: string;
                        /** @enum {string} */
                        kind: "mqtt" | "http" | "http-poll" | "ocpp";
                        name: string;
                        plugin: string;
                        spec: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Source"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One source */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Source"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove a connection that no device uses */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        /** Change, stop or start a connection */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        config?: {
                            [key: string]: unknown;
                        };
                        name?: string;
                        /** @enum {string} */
                        state?: "active" | "stopped";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Source"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/sources/{id}/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make the token that senders to an HTTP source must show; it is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SourceToken"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Submissions (填报记录) */
        get: {
            parameters: {
                query?: {
                    /** @description From this moment on. */
                    atFrom?: string;
                    /** @description Before this moment. */
                    atTo?: string;
                    /** @description One value, or several separated by commas. */
                    by?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description One value, or several separated by commas. */
                    form?: string;
                    /** @description One value, or several separated by commas. */
                    id?: string;
                    /** @description One value, or several separated by commas. */
                    incident?: string;
                    /** @description One value, or several separated by commas. */
                    installation?: string;
                    limit?: number;
                    offset?: number;
                    order?: "asc" | "desc";
                    sort?: "at";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Submission"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Fill a form in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        form: string;
                        incident?: string;
                        installation: string;
                        /** @description What it is about; the community where nothing is said. */
                        place?: string;
                        values: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Submission"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/submissions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One submission */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Submission"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tasks (工单) */
        get: {
            parameters: {
                query?: {
                    /** @description One value, or several separated by commas. */
                    assignee?: string;
                    /** @description One value, or several separated by commas. */
                    community?: string;
                    /** @description From this moment on. */
                    createdAtFrom?: string;
                    /** @description Before this moment. */
                    createdAtTo?: string;
                    /** @description From this moment on. */
                    dueFrom?: string;
                    /** @description Before this moment. */
                    dueTo?: string;
                    grade?: ("normal" | "major" | "urgent") | string;
                    /** @description One value, or several separated by commas. */
                    incident?: string;
                    limit?: number;
                    /** @description My to-do: open tasks that are mine, or anybody’s of a role I hold there. */
                    mine?: boolean;
                    offset?: number;
                    order?: "asc" | "desc";
                    /** @description Text to search for. */
                    q?: string;
                    role?: ("admin" | "district-worker" | "street-worker" | "community-worker" | "grid-leader" | "grid-worker" | "property" | "viewer") | string;
                    sort?: "state" | "step" | "grade" | "due" | "createdAt";
                    state?: ("open" | "done") | string;
                    step?: ("verify" | "dispatch" | "sign" | "handle" | "check" | "close") | string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Task"][];
                            /** @description How many there are; not counted beyond 10000. */
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** My tokens */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Token"][];
                            total: number;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Create a token; it is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A moment to come, with its offset; without one it does not expire. */
                        expiresAt?: string;
                        name: string;
                        /** @description `<resource>:read` or `:write` for what there is to read or write, or `*:read`, `*:write`. */
                        scopes: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NewToken"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Account: {
            id: string;
            /** @description Shown to administrators. */
            login: string | null;
            name: string;
            roles: components["schemas"]["Role"][];
            /** @enum {string} */
            state: "active" | "disabled";
        };
        Alert: {
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            deadline: string | null;
            detail: {
                [key: string]: unknown;
            };
            device: string | null;
            deviceName: string | null;
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            id: string;
            /** @description The handling; it exists from the start, and counts as an incident once accepted. */
            incident: string | null;
            installation: string;
            /** @description What the rule kept apart: a device, a place, a plate; `~…` stands for what the reader may not know. */
            key: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            onset: string;
            owner: string | null;
            ownerName: string | null;
            ownerRole: string | null;
            path: string;
            place: string | null;
            placeName: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            raisedAt: string;
            /** @description Why it was withdrawn or found false. */
            reason: string | null;
            rule: string;
            /**
             * @description 待核实, 已立案, 误报, 已自动撤销, 已结案
             * @enum {string}
             */
            state: "open" | "accepted" | "dismissed" | "withdrawn" | "closed";
            title: components["schemas"]["Text"];
        };
        AlertDetail: {
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            deadline: string | null;
            detail: {
                [key: string]: unknown;
            };
            device: string | null;
            deviceName: string | null;
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            id: string;
            /** @description The handling; it exists from the start, and counts as an incident once accepted. */
            incident: string | null;
            installation: string;
            /** @description What the rule kept apart: a device, a place, a plate; `~…` stands for what the reader may not know. */
            key: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            onset: string;
            owner: string | null;
            ownerName: string | null;
            ownerRole: string | null;
            path: string;
            place: string | null;
            placeName: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            raisedAt: string;
            /** @description Why it was withdrawn or found false. */
            reason: string | null;
            rule: string;
            /**
             * @description 待核实, 已立案, 误报, 已自动撤销, 已结案
             * @enum {string}
             */
            state: "open" | "accepted" | "dismissed" | "withdrawn" | "closed";
            steps: components["schemas"]["NextAction"][];
            title: components["schemas"]["Text"];
        };
        Attachment: {
            /** @description sha256 of the content. */
            hash: string;
            name: string;
            size: number;
            type: string;
        };
        AuditEntry: {
            action: string;
            actor: string;
            actorName: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            community: string;
            detail: unknown;
            /** @description Covers `prev` and everything else in the entry. */
            hash: string;
            id: string;
            prev: string;
            seq: number;
            subject: string;
        };
        AuditVerdict: {
            community?: string;
            /** @description As many as the list holds. */
            entries: number;
            intact: boolean;
            /** @enum {string} */
            reason?: "changed" | "missing" | "cut-off";
            /** @description The first entry that does not fit. */
            seq?: number;
        };
        Change: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            cursor: string;
            id: string;
            /** @enum {string} */
            op: "create" | "update" | "delete";
            resource: string;
        };
        Command: {
            args: {
                [key: string]: unknown;
            };
            by: string | null;
            byName: string | null;
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            device: string;
            deviceName: string | null;
            /** @description A word for the rule’s effect that asked for it; null where a person did. */
            effect: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            finishedAt: string | null;
            id: string;
            /** @enum {string} */
            kind: "pulse" | "set-state";
            name: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            notAfter: string;
            path: string;
            reason: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            sentAt: string | null;
            /** @enum {string} */
            state: "pending" | "sent" | "received" | "confirmed" | "rejected" | "expired" | "unknown";
        };
        Community: {
            id: string;
            name: string;
            path: string;
        };
        Configuration: {
            bindings: {
                [key: string]: unknown;
            };
            /** @description Of a release: what was granted. */
            grants?: string[];
            rules: unknown[];
            settings: {
                [key: string]: unknown;
            };
        };
        Contract: {
            [key: string]: unknown;
        };
        DeadLetter: {
            address: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            arrival: string;
            attempts: number;
            channel: string;
            code: string;
            community: string;
            device: string | null;
            /** @enum {string} */
            fault: "caller" | "plugin" | "device" | "platform";
            id: string;
            message: components["schemas"]["Text"];
            params: {
                [key: string]: unknown;
            };
            path: string;
            position: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            replayedAt: string | null;
            source: string;
            /** @enum {string} */
            stage: "dialect" | "codec" | "model" | "derive" | "record" | "rule";
            /** @enum {string} */
            state: "open" | "replayed";
        };
        DeadLetterDetail: {
            address: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            arrival: string;
            attempts: number;
            channel: string;
            code: string;
            community: string;
            device: string | null;
            /** @enum {string} */
            fault: "caller" | "plugin" | "device" | "platform";
            id: string;
            message: components["schemas"]["Text"];
            meta: {
                [key: string]: unknown;
            };
            params: {
                [key: string]: unknown;
            };
            path: string;
            position: string;
            /** @description The message as it came: text, or base64 where it is none. Null for roles that may not repair, or not read what personal data may be in it. */
            raw: string | null;
            /** @enum {string} */
            rawEncoding: "utf8" | "base64";
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            replayedAt: string | null;
            /** @description Of the message as it came: the same item gives the same one. Null for who may not read it. */
            sha256: string | null;
            size: number;
            source: string;
            /** @enum {string} */
            stage: "dialect" | "codec" | "model" | "derive" | "record" | "rule";
            /** @enum {string} */
            state: "open" | "replayed";
        };
        Device: {
            address: string | null;
            /** @description What is wrong with the clock of the device, as its messages show; null once it is right. */
            clock: {
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                at: string;
                /** @enum {string} */
                code: "ingest.clock-absurd" | "ingest.clock-ahead" | "ingest.late";
                /** @description Observations since `since`. */
                count: number;
                message: components["schemas"]["Text"];
                /** @description What its clock said last. */
                said: string;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                since: string;
            } | null;
            /** @description Names of the commands it obeys; their arguments stand in the contract. */
            commands: string[];
            community: string;
            id: string;
            /**
             * Format: date-time
             * @description To the day where more would tell somebody who may not know it that somebody is at home.
             * @example 2026-11-21T08:00:00.000Z
             */
            lastSeen: string | null;
            /** @description plugin/model */
            model: string;
            modelTitle: components["schemas"]["Text"] | null;
            name: string;
            /** @description Null where the model says nothing about how often it reports. */
            online: boolean | null;
            path: string;
            place: string | null;
            placeName: string | null;
            source: string | null;
            /** @enum {string} */
            state: "active" | "disabled";
            values: {
                name: string;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                time: string;
                title: components["schemas"]["Text"] | null;
                unit: string | null;
                value: unknown;
            }[];
        };
        Error: {
            error: {
                /** @description Ask by this, never by the message. */
                code: string;
                /** @enum {string} */
                fault: "caller" | "plugin" | "device" | "platform";
                /** @description In the language of Accept-Language; names the culprit and the way out. */
                message: string;
                params: {
                    [key: string]: unknown;
                };
            };
        };
        Health: {
            checks: {
                detail: components["schemas"]["Text"] | null;
                name: string;
                ok: boolean;
            }[];
            /** @enum {string} */
            status: "ok" | "failing";
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            time: string;
            version: string;
        };
        Import: {
            /** @description How many were made, or would be. */
            created: number;
            dryRun: boolean;
            problemCount: number;
            /** @description Of a dry run; 500 at most. */
            problems: {
                code: string;
                column: string | null;
                message: components["schemas"]["Text"];
                /** @description As a spreadsheet counts: the headings are row 1. */
                row: number;
            }[];
            /** @description How many rows the table has. */
            rows: number;
            /** @description Rows that say what is there already. */
            unchanged: number;
        };
        Incident: {
            alert: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            closedAt: string | null;
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            deadline: string | null;
            device: string | null;
            deviceName: string | null;
            flow: string | null;
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            id: string;
            installation: string | null;
            /** @description What people call it: SJ20261121-0007. */
            number: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            openedAt: string;
            /** @enum {string|null} */
            outcome: "resolved" | "false-alarm" | "withdrawn" | null;
            /** @description The deadline of the highest tier has passed. */
            overdue: boolean;
            owner: string | null;
            ownerName: string | null;
            ownerRole: string;
            path: string;
            place: string | null;
            placeName: string | null;
            /** @description The tiers it was raised to (提级). */
            raised: ("grid-worker" | "grid-leader" | "community" | "street" | "district")[];
            /** @enum {string|null} */
            step: "verify" | "dispatch" | "sign" | "handle" | "check" | "close" | null;
            summary: components["schemas"]["Text"];
            /** @enum {string} */
            tier: "grid-worker" | "grid-leader" | "community" | "street" | "district";
            title: components["schemas"]["Text"];
            /** @description 已立案 */
            verified: boolean;
            version: number;
        };
        IncidentDetail: {
            alert: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            closedAt: string | null;
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            deadline: string | null;
            detail: {
                [key: string]: unknown;
            };
            device: string | null;
            deviceName: string | null;
            flow: string | null;
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            id: string;
            installation: string | null;
            /** @description What people call it: SJ20261121-0007. */
            number: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            openedAt: string;
            /** @enum {string|null} */
            outcome: "resolved" | "false-alarm" | "withdrawn" | null;
            /** @description The deadline of the highest tier has passed. */
            overdue: boolean;
            owner: string | null;
            ownerName: string | null;
            ownerRole: string;
            path: string;
            place: string | null;
            placeName: string | null;
            /** @description The tiers it was raised to (提级). */
            raised: ("grid-worker" | "grid-leader" | "community" | "street" | "district")[];
            /** @enum {string|null} */
            step: "verify" | "dispatch" | "sign" | "handle" | "check" | "close" | null;
            steps: components["schemas"]["NextAction"][];
            summary: components["schemas"]["Text"];
            /** @enum {string} */
            tier: "grid-worker" | "grid-leader" | "community" | "street" | "district";
            timeline: components["schemas"]["TimelineEntry"][];
            title: components["schemas"]["Text"];
            /** @description 已立案 */
            verified: boolean;
            version: number;
        };
        Installation: {
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            id: string;
            path: string;
            plugin: string;
            pluginVersion: string;
            /** @description The release in force. */
            release: number | null;
            /** @enum {string} */
            state: "active" | "stopped";
            title: string;
        };
        InstallationDetail: {
            community: string;
            contract: components["schemas"]["Contract"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            draft: components["schemas"]["Configuration"];
            draftVersion: number;
            id: string;
            path: string;
            plugin: string;
            pluginVersion: string;
            published: components["schemas"]["Configuration"] | null;
            /** @description The release in force. */
            release: number | null;
            /** @enum {string} */
            state: "active" | "stopped";
            title: string;
        };
        NewAccount: {
            account: components["schemas"]["Account"];
            /** @description Good for one sign-in; shown this once. */
            password: string;
        };
        NewToken: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            expiresAt: string | null;
            id: string;
            name: string;
            scopes: string[];
            /** @description Shown this once. */
            token: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            usedAt: string | null;
        };
        NextAction: {
            /** @enum {string} */
            action: "accept" | "dispatch" | "sign" | "handle" | "pass" | "close" | "false-alarm" | "return" | "rework" | "reassign" | "note";
            fields: {
                /** @enum {string} */
                field: "note" | "photo" | "grade" | "assignee" | "form";
                /** @description For `form`: which form of the installation. */
                form?: string;
                required: boolean;
                /** @description For `assignee`: who is meant to get it. */
                role?: string;
            }[];
            /** @description The one that moves it on; at most one. */
            primary: boolean;
            title: components["schemas"]["Text"];
        };
        Observation: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            arrival: string;
            community: string;
            device: string;
            id: string;
            installation: string | null;
            /** @enum {string} */
            kind: "property" | "event";
            /** @description Stored, but too late for rules. */
            late: boolean;
            model: string;
            name: string;
            path: string;
            place: string | null;
            source: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            time: string;
            /**
             * @description Why `time` is what it is; not `device`: the arrival was taken or corrected.
             * @enum {string}
             */
            timeReason: "device" | "offset" | "none" | "ahead" | "absurd";
            value: unknown;
        };
        Person: {
            community: string;
            homes: {
                place: string;
                placeName: string | null;
                /** @enum {string} */
                relation: "owner" | "tenant" | "family" | "other";
            }[];
            id: string;
            /** @description Masked for roles that do not work with residents. */
            name: string;
            note: string | null;
            path: string;
            phone: string | null;
        };
        Place: {
            /** @description Empty above communities. */
            community: string;
            id: string;
            /** @enum {string} */
            kind: "city" | "district" | "street" | "community" | "building" | "unit" | "room" | "site";
            lat: number | null;
            lng: number | null;
            name: string;
            parent: string | null;
            path: string;
        };
        Plugin: {
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            installedAt: string;
            /**
             * @description How its functions stand: `refused` was not taken at the start, an older version may run.
             * @enum {string}
             */
            state: "ready" | "suspended" | "refused" | "stopped";
            summary: components["schemas"]["Text"];
            title: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            until: string | null;
            version: string;
        };
        PluginDetail: {
            budget: {
                itemsPerSecond: number;
                /** @description Heap of its isolate, MB. */
                memoryMb: number;
                /** @description Most characters one answer may have. */
                outcomeCharacters: number;
                /** @description Share of one processor over time. */
                processorShare: number;
            } | null;
            contract: components["schemas"]["Contract"];
            /** @description Plugins of one domain share a process, never an isolate. */
            domain: string;
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            installedAt: string;
            refused: components["schemas"]["Text"] | null;
            /**
             * @description How its functions stand: `refused` was not taken at the start, an older version may run.
             * @enum {string}
             */
            state: "ready" | "suspended" | "refused" | "stopped";
            summary: components["schemas"]["Text"];
            title: components["schemas"]["Text"];
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            until: string | null;
            usage: {
                calls: number;
                failed: number;
                items: number;
                /** @description Inside the isolate, ms. */
                processorTime: number;
            } | null;
            version: string;
        };
        PluginLogLine: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            /** @description Why a call failed. */
            code: string | null;
            /** @description Equal lines that followed each other. */
            count: number;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            last: string;
            /** @enum {string} */
            level: "debug" | "info" | "warn" | "error";
            /** @description The function that was running. */
            path: string;
            /** @description File and line in its author’s own source. */
            place: string | null;
            /** @description Grows; pass the last one as `after` to read on. */
            seq: number;
            text: string;
        };
        Record: {
            community: string;
            /** @description Also the device of its observations. Its key is sealed: the same for everybody, and no guess. */
            id: string;
            installation: string;
            /** @description Masked where it is a personal field that the reader may not see. */
            key: string;
            path: string;
            record: string;
            state: unknown;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            updatedAt: string;
        };
        Release: {
            configuration: components["schemas"]["Configuration"];
            contractVersion: string;
            note: string;
            number: number;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            publishedAt: string;
            publishedBy: string;
        };
        Replay: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            askedAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            clock: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            endedAt: string | null;
            error: {
                code: string;
                message: components["schemas"]["Text"];
            } | null;
            /** @description As it ran: whether exactly what ran live came out again. */
            exact: boolean | null;
            id: string;
            installation: string;
            /** @description Observations of a file that came later than their source may. */
            late: number | null;
            /** @enum {string} */
            over: "history" | "file";
            path: string;
            /** @description Folded so far. */
            records: number;
            rules: components["schemas"]["ReplayCounts"][];
            /** @description How far it is, from 0 to 1. */
            share: number;
            /** @enum {string} */
            state: "waiting" | "running" | "done" | "failed" | "cancelled";
            /**
             * @description As it ran, compared with what is stored; or another version, compared with what runs.
             * @enum {string}
             */
            what: "as-run" | "what-if";
        };
        ReplayChange: {
            /** @enum {string} */
            action: "alert" | "task" | "command";
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            /**
             * @description In both versions, only in the second, only in the first; `fired` where there is but one.
             * @enum {string}
             */
            change: "kept" | "new" | "gone" | "fired";
            device: string | null;
            deviceName: string | null;
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            key: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            onset: string;
            place: string | null;
            rule: string;
            /** @description From the onset until it fired, ms. */
            waited: number;
            /** @description Where it fires at another time than before. */
            was: {
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                at: string;
            } | null;
        };
        ReplayCounts: {
            fired: number;
            gone: number;
            kept: number;
            new: number;
            rule: string;
        };
        Role: {
            path: string;
            /** @description Id of the place it is held at; it counts there and below. Empty is everywhere. */
            place: string;
            role: string;
        };
        Said: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            arrived: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            device: string;
            /** @enum {string} */
            kind: "property" | "event";
            model: string;
            name: string;
            observation: string;
            source: string;
            value: unknown;
        };
        Session: {
            /** @description Null where nobody is signed in. */
            account: {
                id: string;
                /** @enum {string} */
                lang: "zh" | "en";
                login: string;
                name: string;
                /** @description Signed in with a one-time password: only a new one may be set. */
                passwordOnce: boolean;
                roles: components["schemas"]["Role"][];
            } | null;
            /** @description What the account may do beyond reading, and where. */
            permissions: {
                /** @description There and below; empty text: everywhere. */
                paths: string[];
                /** @enum {string} */
                permission: "communities:write" | "places:write" | "accounts:write" | "devices:write" | "sources:write" | "installations:write" | "reference:write" | "commands:write" | "observations:write" | "incidents:write" | "submissions:write" | "attachments:write" | "dead-letters:write" | "plugins:write" | "plugin-log:read" | "audit:read";
            }[];
        };
        Source: {
            community: string;
            config: {
                [key: string]: unknown;
            } | null;
            /** @description What to enter on the device. */
            connect: {
                /** @description MQTT: where to publish to. */
                broker: string | null;
                /** @description HTTP and OCPP: the path on this server. */
                path: string | null;
                /** @description MQTT: on which topic. */
                topic: string | null;
            };
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            dialect: string;
            id: string;
            /** @enum {string} */
            kind: "mqtt" | "http" | "http-poll" | "ocpp";
            name: string;
            path: string;
            plugin: string | null;
            /** @description Which source of the plugin’s contract it is. */
            spec: string | null;
            /** @enum {string} */
            state: "active" | "stopped";
            status: {
                accepted: number;
                /** @description Who was turned away at the door, the latest first and at most a hundred; for MQTT and OCPP also at the door that all sources of the kind share. */
                knocks: {
                    /** @description Charge point id, MQTT client or network address. */
                    address: string;
                    code: string;
                    count: number;
                    /**
                     * Format: date-time
                     * @example 2026-11-21T08:00:00.000Z
                     */
                    first: string;
                    /**
                     * Format: date-time
                     * @example 2026-11-21T08:00:00.000Z
                     */
                    last: string;
                    message: components["schemas"]["Text"];
                }[];
                lastError: {
                    /**
                     * Format: date-time
                     * @example 2026-11-21T08:00:00.000Z
                     */
                    at: string;
                    code: string;
                    message: components["schemas"]["Text"];
                } | null;
                /** @description Since the start, at the door or later as dead letters. */
                refused: number;
                /** @enum {string} */
                state: "starting" | "up" | "down";
            } | null;
        };
        SourceSpec: {
            dialect: string;
            /** @enum {string} */
            kind: "mqtt" | "http" | "http-poll" | "ocpp";
            /** @description Device models it brings messages of. */
            models: string[];
            plugin: string;
            /** @description JSON Schema of what may be set, with labels and help in both languages. */
            settings: {
                [key: string]: unknown;
            };
            spec: string;
            title: components["schemas"]["Text"];
        };
        SourceToken: {
            /** @description Shown this once. */
            token: string;
        };
        Submission: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            by: string;
            byName: string | null;
            community: string;
            form: string;
            id: string;
            incident: string | null;
            installation: string;
            path: string;
            values: unknown;
            version: number;
        };
        Task: {
            alert: string | null;
            assignee: string | null;
            assigneeName: string | null;
            community: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            doneAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            due: string | null;
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            id: string;
            incident: string | null;
            /** @description The number of the incident. */
            number: string | null;
            path: string;
            place: string | null;
            placeName: string | null;
            role: string;
            /** @enum {string} */
            state: "open" | "done";
            /** @enum {string} */
            step: "verify" | "dispatch" | "sign" | "handle" | "check" | "close";
            title: components["schemas"]["Text"];
        };
        Text: {
            en: string;
            zh: string;
        };
        TimelineEntry: {
            /** @description Null where the platform acted. */
            actor: string | null;
            actorName: string | null;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            forms: string[];
            /**
             * @description 一般, 较大, 紧急
             * @enum {string}
             */
            grade: "normal" | "major" | "urgent";
            note: string | null;
            owner: {
                person: string | null;
                role: string;
            };
            ownerName: string | null;
            photos: string[];
            seq: number;
            /** @enum {string|null} */
            step: "verify" | "dispatch" | "sign" | "handle" | "check" | "close" | null;
            /** @enum {string} */
            tier: "grid-worker" | "grid-leader" | "community" | "street" | "district";
            type: string;
        };
        Token: {
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            expiresAt: string | null;
            id: string;
            name: string;
            scopes: string[];
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            usedAt: string | null;
        };
        Why: {
            /**
             * Format: date-time
             * @description The moment explained: `at`, or the last event that the rule looked at.
             */
            asOf: string;
            /**
             * Format: date-time
             * @example 2026-11-21T08:00:00.000Z
             */
            at: string;
            /** @description Part by part: place, kind (all, any, not, test), logic, holds (null: unknown), reads, decides, parts. */
            condition: unknown;
            count: {
                have: number;
                need: number;
                /** @description ms */
                within: number;
            } | null;
            /** @description At exactly `asOf`. */
            fired: boolean;
            firings: {
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                at: string;
                device: string | null;
                effects: string[];
                observation: string | null;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                onset: string;
            }[];
            horizon: {
                /** @description false: there are more, older ones. */
                complete: boolean;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                from: string | null;
                /** @description How many stored observations it was found in. */
                observations: number;
            };
            installation: string;
            key: string;
            late: components["schemas"]["Said"] | null;
            looked: components["schemas"]["Said"] | null;
            /** @description Waits, counts and cooldowns aside; null: unknown. */
            met: boolean | null;
            muted: boolean;
            nearest: {
                met: boolean;
                name: string;
                /** @enum {string} */
                reach: "from" | "to" | "at";
                read: number;
                step: number;
                /** @description With it in place of what was read `met` is otherwise. */
                value: number;
            }[];
            /** @enum {string} */
            outcome: "fired" | "standing" | "waiting" | "awaiting" | "counting" | "cooling" | "muted" | "passed" | "unmet" | "unknown" | "outside-schedule" | "nothing-said" | "suspended" | "no-rule" | "not-running";
            readings: {
                /**
                 * Format: date-time
                 * @description Since when its source is away.
                 */
                away: string | null;
                /** @enum {string} */
                kind: "property" | "event" | "form" | "setting" | "window" | "unknown";
                name: string;
                said: components["schemas"]["Said"] | null;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                staleFrom: string | null;
                /**
                 * @description absent: nothing was said; stale: out of date. Comparisons with either are unknown.
                 * @enum {string}
                 */
                state: "known" | "absent" | "stale";
                value: unknown;
            }[];
            release: number | null;
            rule: string;
            schedule: {
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                changes: string | null;
                inside: boolean;
            } | null;
            sentences: {
                en: string[];
                zh: string[];
            };
            suspended: {
                reason: string;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                since: string;
            } | null;
            timers: {
                /**
                 * Format: date-time
                 * @description null while its source is away.
                 */
                due: string | null;
                /** @enum {string} */
                kind: "for" | "absent" | "clear" | "followedBy" | "notFollowedBy" | "cooldown";
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                since: string;
            }[];
            title: components["schemas"]["Text"] | null;
            windows: {
                count: number;
                first: number | null;
                fn: string;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                from: string;
                last: number | null;
                max: number | null;
                min: number | null;
                name: string;
                of: string;
                sum: number;
                /**
                 * Format: date-time
                 * @example 2026-11-21T08:00:00.000Z
                 */
                to: string;
                value: number | null;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
