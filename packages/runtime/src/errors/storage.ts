import type { ErrorSpec } from './spec.ts'

/** What keeps messages, rows and files. */
export const storageErrors = {
  'journal.locked': {
    fault: 'caller',
    zh: '数据目录“{dir}”正由进程 {pid} 使用。请先停止该进程，或用 --data 指定另一个目录。',
    en: 'The data directory "{dir}" is in use by process {pid}. Stop that process or choose another directory with --data.',
  },
  'journal.full': {
    fault: 'platform',
    status: 503,
    zh: '磁盘已满，消息无法写入日志“{dir}”，也未确认。请释放空间，之后会自动恢复接收。',
    en: 'The disk is full: the message could not be written to the journal "{dir}" and was not acknowledged. Free some space; receiving then resumes by itself.',
  },
  'journal.failed': {
    fault: 'platform',
    status: 503,
    zh: '写入日志“{dir}”失败（{reason}），消息未确认。请检查磁盘和目录权限。',
    en: 'Writing to the journal "{dir}" failed ({reason}); the message was not acknowledged. Check the disk and the permissions of the directory.',
  },
  'journal.closed': {
    fault: 'platform',
    status: 503,
    zh: '日志“{dir}”已关闭，系统正在停止。请稍后重试。',
    en: 'The journal "{dir}" is closed because the server is stopping. Try again later.',
  },
  'journal.damaged': {
    fault: 'platform',
    zh: '日志段“{file}”在位置 {position} 处损坏（{reason}），其后还有数据。请从备份恢复该文件，或移走该文件后重新启动（将丢失该段内之后的消息）。',
    en: 'The journal segment "{file}" is damaged at position {position} ({reason}) and more data follows. Restore the file from a backup, or move it away and start again (messages after that point in it are then lost).',
  },
  'journal.gone': {
    fault: 'platform',
    zh: '日志位置 {position} 之前的消息已删除，最早可读位置是 {tail}。请从检查点 {tail} 或更晚处继续读取。',
    en: 'Journal entries up to position {position} were already deleted; the first one left is {tail}. Continue from a checkpoint at {tail} or later.',
  },
  'journal.unusable': {
    fault: 'caller',
    zh: '无法使用数据目录“{dir}”（{reason}）。请检查目录权限和磁盘，或用 --data 指定另一个目录。',
    en: 'The data directory "{dir}" cannot be used ({reason}). Check its permissions and the disk, or choose another one with --data.',
  },
  'journal.behind': {
    fault: 'caller',
    zh: '数据目录“{dir}”的日志止于位置 {head}，而数据库已保存到 {position}：两者不是同一套数据。请使用原来的数据目录，或清空该目录的日志后重新启动。',
    en: 'The journal in "{dir}" ends at {head}, but the database was filled up to {position}: they do not belong together. Use the data directory that goes with the database, or empty its journal and start again.',
  },
  'journal.busy': {
    fault: 'platform',
    status: 503,
    zh: '磁盘写入跟不上，消息未写入日志“{dir}”，也未确认。请稍后重发；如持续出现，请更换更快的磁盘。',
    en: 'The disk cannot keep up: the message was not written to the journal "{dir}" and not acknowledged. Send it again later; if this goes on, use a faster disk.',
  },
  'journal.oversize': {
    fault: 'caller',
    status: 413,
    zh: '消息大小为 {size} 字节，超过日志的上限 {limit} 字节。请拆分后发送。',
    en: 'The message has {size} bytes, more than the {limit} bytes the journal takes. Send it in parts.',
  },
  'data.unusable': {
    fault: 'caller',
    zh: '数据目录“{dir}”无法使用（{reason}）。请用 --data 指定一个可写的目录。',
    en: 'The data directory "{dir}" cannot be used ({reason}). Choose a directory that can be written to with --data.',
  },
  'store.away': {
    fault: 'platform',
    status: 503,
    zh: '数据库 {where} 暂时连接不上（{reason}）。请检查数据库是否已启动、网络是否畅通；恢复后会自动重连。',
    en: 'The database {where} cannot be reached ({reason}). Check that it runs and that the network lets you through; the connection comes back by itself.',
  },
  'store.address': {
    fault: 'caller',
    zh: 'DATABASE_URL 的值不是数据库地址。应形如 postgres://用户:密码@主机:5432/库名。',
    en: 'The value of DATABASE_URL is not the address of a database. Write it like postgres://user:password@host:5432/name.',
  },
  'store.refused': {
    fault: 'caller',
    zh: '数据库 {where} 拒绝访问（{reason}）。请检查 DATABASE_URL 中的用户名、密码、库名和权限。',
    en: 'The database {where} refused access ({reason}). Check user, password, database name and rights in DATABASE_URL.',
  },
  'store.old': {
    fault: 'caller',
    zh: '数据库 {where} 的版本是 PostgreSQL {version}，需要 15 或更高版本。请升级数据库。',
    en: 'The database {where} is PostgreSQL {version}; 15 or newer is needed. Upgrade the database.',
  },
  'store.nowhere': {
    fault: 'caller',
    zh: '没有指定数据库。请设置 DATABASE_URL，或用 --data 指定数据目录。',
    en: 'No database was named. Set DATABASE_URL or choose a data directory with --data.',
  },
  'store.migration': {
    fault: 'platform',
    zh: '数据库升级步骤“{step}”失败（{reason}），数据库保持原状。如果数据来自更新的版本，请使用该版本启动。',
    en: 'The database migration "{step}" failed ({reason}) and nothing was changed. If the data comes from a newer version, start that version.',
  },
  'store.embedded': {
    fault: 'platform',
    status: 503,
    zh: '内置数据库“{dir}”出错（{reason}），会自动重新打开。如反复出现，请检查磁盘，或改用 PostgreSQL（DATABASE_URL）。',
    en: 'The embedded database in "{dir}" failed ({reason}) and is opened again by itself. If this repeats, check the disk or use PostgreSQL (DATABASE_URL).',
  },
  'store.stuck': {
    fault: 'platform',
    status: 503,
    zh: '内置数据库“{dir}”在 {seconds} 秒内没有响应，已重启。数据量大时请改用 PostgreSQL（DATABASE_URL）。',
    en: 'The embedded database in "{dir}" gave no answer for {seconds} seconds and was restarted. With much data use PostgreSQL (DATABASE_URL).',
  },
  'store.full': {
    fault: 'platform',
    status: 503,
    zh: '数据库 {where} 所在磁盘已满，本次写入未生效。请释放空间，之后会自动恢复。',
    en: 'The disk of the database {where} is full and this write did not happen. Free some space; writing then resumes by itself.',
  },
  'store.nested': {
    fault: 'platform',
    zh: '事务进行中使用了 store.db。请改用传入的 trx，否则该语句不属于该事务。',
    en: 'store.db was used while a transaction is open. Use the trx handed in: otherwise the statement is not part of it.',
  },
  'store.not-for-production': {
    fault: 'caller',
    zh: '正式环境（--profile production）不能使用内置数据库：它断电时可能丢失数据。请用 DATABASE_URL 指定 PostgreSQL。',
    en: 'The embedded database is not for production (--profile production): it may lose data at a power cut. Name a PostgreSQL with DATABASE_URL.',
  },
  'changes.gone': {
    fault: 'caller',
    status: 410,
    zh: '变更记录只保留到 {oldest}，您的游标 {cursor} 已过期。请重新读取全部数据，再从新的游标继续。',
    en: 'The change feed is kept from {oldest} on and your cursor {cursor} is older. Read everything again and go on from a new cursor.',
  },
  'changes.ahead': {
    fault: 'caller',
    status: 410,
    zh: '您的游标 {cursor} 从未发放过，变更记录目前只到 {head}：数据可能是从备份恢复的。请重新读取全部数据，再从新的游标继续。',
    en: 'Your cursor {cursor} was never given; the change feed ends at {head} for now. The data may have been restored from a backup. Read everything again and go on from a new cursor.',
  },
  'attachment.type': {
    fault: 'caller',
    status: 415,
    zh: '文件“{name}”的内容不是可接受的类型。可上传：JPEG、PNG、WebP 图片和 PDF。',
    en: 'The content of the file "{name}" is not of an accepted type. Accepted are JPEG, PNG and WebP images and PDF.',
  },
  'attachment.mismatch': {
    fault: 'caller',
    status: 415,
    zh: '文件“{name}”声明为 {declared}，但内容是 {found}。请上传未经改名的原文件。',
    en: 'The file "{name}" says it is {declared} but contains {found}. Send the original file without renaming it.',
  },
  'attachment.too-large': {
    fault: 'caller',
    status: 413,
    zh: '文件“{name}”超过 {limit} 字节的上限。请压缩后上传。',
    en: 'The file "{name}" is larger than {limit} bytes. Compress it and send it again.',
  },
  'attachment.missing': {
    fault: 'caller',
    zh: '请求中没有文件。请以 multipart/form-data 上传一个文件。',
    en: 'The request contains no file. Send one file as multipart/form-data.',
  },
  'attachment.unknown': {
    fault: 'caller',
    zh: '附件“{hash}”不存在。请先上传文件，再引用返回的编号。',
    en: 'There is no attachment "{hash}". Upload the file first and use the hash of the answer.',
  },
} as const satisfies Record<string, ErrorSpec>
