import type { ErrorSpec } from './spec.ts'

/** Who may ask, and how to ask. */
export const accessErrors = {
  'access.sign-in': {
    fault: 'caller',
    status: 401,
    zh: '账号或密码不正确。请核对后重试；忘记密码请联系管理员重置。',
    en: 'Login or password is wrong. Check both and try again; an administrator can reset a forgotten password.',
  },
  'access.too-many': {
    fault: 'caller',
    status: 429,
    zh: '登录失败次数过多，请在 {seconds} 秒后重试。',
    en: 'Too many failed sign-ins. Try again in {seconds} seconds.',
  },
  'access.signed-out': {
    fault: 'caller',
    status: 401,
    zh: '尚未登录，或登录已过期。请重新登录；程序请使用有效的访问令牌。',
    en: 'You are not signed in, or the session has expired. Sign in again; programs need a valid access token.',
  },
  'access.origin': {
    fault: 'caller',
    status: 403,
    zh: '已拒绝来自其他网站或来源不明（{origin}）的操作。请在本系统的页面中操作；程序请使用访问令牌，或在 Origin 头中给出本系统的地址。',
    en: 'A write from another site, or with a cookie from nobody knows where ({origin}), was refused. Use the pages of this system; programs use an access token, or give the address of this system as Origin.',
  },
  'access.role': {
    fault: 'caller',
    status: 403,
    zh: '您在该空间没有“{permission}”权限。需要以下角色之一：{roles}。请联系管理员。',
    en: 'You have no permission "{permission}" at this place. One of these roles is needed: {roles}. Ask an administrator.',
  },
  'access.scope': {
    fault: 'caller',
    status: 403,
    zh: '访问令牌缺少权限范围“{scope}”。请新建包含该范围的令牌。',
    en: 'The access token lacks the scope "{scope}". Create a token that includes it.',
  },
  'access.unknown-scope': {
    fault: 'caller',
    zh: '没有名为“{scope}”的权限范围。{hint}',
    en: 'There is no scope "{scope}". {hint}',
  },
  'access.session-only': {
    fault: 'caller',
    status: 403,
    zh: '访问令牌不能执行此操作，请用账号登录后操作。',
    en: 'An access token cannot do this. Sign in with an account.',
  },
  'access.password': {
    fault: 'caller',
    zh: '当前密码不正确。请重新输入；忘记密码请联系管理员重置。',
    en: 'The current password is wrong. Enter it again; an administrator can reset a forgotten one.',
  },
  'access.password-once': {
    fault: 'caller',
    status: 403,
    zh: '您正在使用一次性密码。请先设置自己的密码，再继续使用。',
    en: 'You signed in with a one-time password. Set a password of your own first.',
  },
  'account.login-taken': {
    fault: 'caller',
    status: 409,
    zh: '登录名“{login}”已被使用。请换一个登录名。',
    en: 'The login "{login}" is taken. Choose another one.',
  },
  'account.last-admin': {
    fault: 'caller',
    status: 409,
    zh: '“{name}”是“{path}”的最后一位管理员，不能停用，也不能去掉管理员角色。请先为他人设置管理员角色。',
    en: '"{name}" is the last administrator of "{path}" and can neither be disabled nor lose that role. Make somebody else an administrator first.',
  },
  'http.invalid': {
    fault: 'caller',
    zh: '请求的“{where}”不符合要求：{reason}。请对照 /api/docs 修改。',
    en: '"{where}" of the request is not as required: {reason}. Compare with /api/docs.',
  },
  'http.not-json': {
    fault: 'caller',
    zh: '请求内容不是有效的 JSON：{reason}。',
    en: 'The body of the request is not valid JSON: {reason}.',
  },
  'http.forbidden-key': {
    fault: 'caller',
    zh: '请求体中含有不允许的字段名“{key}”。请去掉该字段。',
    en: 'The body has a field called "{key}", which is not allowed. Leave it out.',
  },
  'http.malformed': {
    fault: 'caller',
    zh: '收到的不是有效的 HTTP 请求：{reason}。地址中的中文等字符需要用百分号编码（UTF-8）。',
    en: 'What was received is no valid HTTP request: {reason}. Characters beyond ASCII in an address have to be percent-encoded (UTF-8).',
  },
  'http.too-deep': {
    fault: 'caller',
    status: 413,
    zh: '请求内容超出限制：{what} 为 {size}，上限 {limit}。请精简后重试。',
    en: 'The body of the request is over a limit: {what} is {size}, at most {limit} is taken. Shorten it.',
  },
  'http.too-large': {
    fault: 'caller',
    status: 413,
    zh: '请求内容超过 {limit} 字节的上限。请拆分或压缩后重试。',
    en: 'The body of the request is larger than {limit} bytes. Split or compress it.',
  },
  'http.media-type': {
    fault: 'caller',
    status: 415,
    zh: '不支持的内容类型“{type}”。请使用 application/json；上传文件请使用 multipart/form-data。',
    en: 'The content type "{type}" is not supported. Use application/json, or multipart/form-data for files.',
  },
  'http.no-route': {
    fault: 'caller',
    status: 404,
    zh: '没有“{method} {path}”这个接口。可用接口见 /api/docs。',
    en: 'There is no "{method} {path}". What there is stands in /api/docs.',
  },
  'http.not-found': {
    fault: 'caller',
    status: 404,
    zh: '找不到“{resource}”中的“{id}”，或您无权查看。请核对编号和您的角色范围。',
    en: 'There is no "{id}" among "{resource}", or you may not see it. Check the id and the places of your roles.',
  },
  'http.conflict': {
    fault: 'caller',
    status: 409,
    zh: '“{resource}”中已有“{id}”。请换一个编号，或修改已有的。',
    en: '"{id}" already exists among "{resource}". Choose another id or change the existing one.',
  },
  'http.key-reused': {
    fault: 'caller',
    status: 409,
    zh: 'Idempotency-Key“{key}”已用于另一个请求。请为新的请求使用新的值。',
    en: 'The Idempotency-Key "{key}" was already used for another request. Use a new one for a new request.',
  },
  'http.key-running': {
    fault: 'caller',
    status: 409,
    zh: 'Idempotency-Key“{key}”的请求仍在处理。请稍后用相同的值重试。',
    en: 'The request with the Idempotency-Key "{key}" is still running. Try again shortly with the same key.',
  },
  'http.unexpected': {
    fault: 'platform',
    zh: '系统内部出错（请求编号 {request}）。请稍后重试；如反复出现，请把该编号告诉管理员。',
    en: 'Something went wrong inside (request {request}). Try again; if it repeats, give that number to the administrator.',
  },
} as const satisfies Record<string, ErrorSpec>
