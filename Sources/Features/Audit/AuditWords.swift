import Kernel

/// What the log's actions are called. A feature that records a new one adds its line here; one without a line is shown
/// as it is written.
public enum AuditWords {
    public static let known: [(action: String, words: Phrase)] = [
        ("sign-in", Phrase("登录", "Signed in")),
        ("fail-code", Phrase("有人用错误的验证码尝试登录", "Somebody tried to sign in with a wrong code")),
        ("spend-code", Phrase("验证码试错太多，已作废", "A code was tried too often")),
        ("fail-password", Phrase("有人用错误的密码尝试登录", "Somebody tried to sign in with a wrong password")),
        ("fail-app-code", Phrase("密码正确但动态码错误的登录", "A sign-in with the password, but a wrong code of the app")),
        ("close-password", Phrase("密码试错太多，暂停使用", "The password was tried too often and rests")),
        ("fail-passkey", Phrase("通行密钥没有通过的登录", "A sign-in with a passkey that was not accepted")),
        ("refuse", Phrase("操作被拒绝", "Was refused")),
        ("sign-out", Phrase("退出登录", "Signed out")),
        ("sign-out-everywhere", Phrase("退出所有设备", "Signed out everywhere")),
        ("register", Phrase("注册", "Registered")),
        ("register-rider", Phrase("当面登记骑手", "Registered a rider in person")),
        ("verify-rider", Phrase("核实骑手身份", "Verified a rider")),
        ("upload-roster", Phrase("上传骑手名册", "Uploaded a roster")),
        ("find-person", Phrase("查找人员", "Looked for a person")),
        ("read-person", Phrase("查看个人资料", "Read a person's data")),
        ("block-person", Phrase("停用账号", "Blocked an account")),
        ("unblock-person", Phrase("恢复账号", "Unblocked an account")),
        ("grant-role", Phrase("授予角色", "Gave a role")),
        ("revoke-role", Phrase("收回角色", "Took back a role")),
        ("add-passkey", Phrase("添加通行密钥", "Added a passkey")),
        ("remove-passkey", Phrase("删除通行密钥", "Removed a passkey")),
        ("set-password", Phrase("设置密码", "Set a password")),
        ("remove-password", Phrase("删除密码", "Removed the password")),
        ("reset-sign-in", Phrase("重置登录方式", "Reset somebody's ways to sign in")),
        ("unlink-provider", Phrase("解除统一身份", "Unlinked an identity")),
        ("open-console", Phrase("查看待办", "Opened the console")),
        ("link-provider", Phrase("绑定统一身份", "Linked an identity")),
        ("make-token", Phrase("创建接口令牌", "Made an API token")),
        ("end-token", Phrase("撤销接口令牌", "Ended an API token")),
        ("change-photo", Phrase("上传照片", "Uploaded a photo of oneself")),
        ("show-photo", Phrase("查看照片", "Looked at a person's photo")),
        ("change-profile", Phrase("修改资料", "Changed the profile")),
        ("give-consent", Phrase("同意授权", "Gave consent")),
        ("withdraw-consent", Phrase("撤回授权", "Withdrew consent")),
        ("export-data", Phrase("导出个人数据", "Exported personal data")),
        ("erase-account", Phrase("注销账号", "Erased the account")),
        ("add-place", Phrase("新增地点", "Added a place")),
        ("edit-place", Phrase("修改地点", "Edited a place")),
        ("archive-place", Phrase("永久关闭地点", "Closed a place for good")),
        ("restore-place", Phrase("恢复地点", "Opened a place again")),
        ("undo-edit", Phrase("撤销修改", "Undid an edit")),
        ("merge-places", Phrase("合并重复地点", "Merged places")),
        ("decide-suggestion", Phrase("处理纠错建议", "Decided a suggestion")),
        ("edit-gates", Phrase("修改门岗", "Changed the gates")),
        ("renew-gate-code", Phrase("更换门口码", "Renewed a gate's code")),
        ("propose-policy", Phrase("提出通行规则", "Proposed a gate's policy")),
        ("withdraw-policy", Phrase("撤回通行规则", "Withdrew a proposed policy")),
        ("approve-policy", Phrase("审核通行规则", "Decided on a gate's policy")),
        ("edit-plan", Phrase("修改平面图", "Changed a plan")),
        ("check-pass", Phrase("查验通行码", "Looked at a pass")),
        ("read-settings", Phrase("查看城市设置", "Read city settings")),
        ("change-settings", Phrase("修改城市设置", "Changed city settings")),
        ("switch-storm", Phrase("切换恶劣天气模式", "Switched storm mode")),
        ("register-pass", Phrase("领取通行码", "Took a pass")),
        ("move-pass", Phrase("通行码换到新手机", "Moved the pass to another phone")),
        ("see-pass-flag", Phrase("核对通行码异常", "Looked into an odd pass")),
        ("watch-arrivals", Phrase("查看门岗到达", "Watched a gate's arrivals")),
        ("end-guest-pass", Phrase("停用临时通行码", "Ended a guest pass")),
        ("end-pass", Phrase("停用通行码", "Ended a pass")),
        ("report-blocked", Phrase("反映被拦", "Reported being stopped")),
        ("read-blocked", Phrase("查看被拦反映", "Read a report of being stopped")),
        ("answer-blocked", Phrase("答复被拦反映", "Answered a report of being stopped")),
        ("settle-blocked", Phrase("了结被拦反映", "Settled a report of being stopped")),
        ("dispute-blocked", Phrase("不认可答复", "Objected to an answer")),
        ("decide-blocked", Phrase("裁定被拦反映", "Decided on a report of being stopped")),
        ("take-certificate", Phrase("开延误证明", "Took a delay certificate")),
        ("remove-certificate", Phrase("收回延误证明", "Took a delay certificate back")),
        ("rotate-pass-keys", Phrase("轮换通行码密钥", "Rotated the keys of passes")),
        ("rotate-keys", Phrase("轮换密钥", "Rotated the keys")),
        ("read-audit", Phrase("查询审计日志", "Read the audit log")),
    ]

    /// What kinds of things the entries are about.
    static let subjects: [(kind: String, words: Phrase)] = [
        ("account", Phrase("账号", "account")), ("accounts", Phrase("人员名单", "list of people")),
        ("audit", Phrase("审计日志", "audit log")), ("blocked", Phrase("被拦反映", "report of being stopped")),
        ("certificate", Phrase("延误证明", "delay certificate")),
        ("console", Phrase("工作台", "console")),
        ("consent", Phrase("授权", "consent")), ("grant", Phrase("角色", "role")), ("keys", Phrase("密钥", "keys")),
        ("passkey", Phrase("通行密钥", "passkey")), ("password", Phrase("密码", "password")),
        ("phone", Phrase("手机号", "phone")), ("photo", Phrase("照片", "photo")), ("place", Phrase("地点", "place")),
        ("plan", Phrase("平面图", "plan")),
        ("provider", Phrase("统一身份", "identity")), ("roster", Phrase("名册", "roster")),
        ("session", Phrase("登录", "sign-in")), ("setting", Phrase("设置", "setting")),
        ("suggestion", Phrase("纠错建议", "suggestion")), ("token", Phrase("令牌", "token")),
    ]

    public static func subject(_ kind: String) -> Phrase {
        subjects.first { $0.kind == kind }?.words ?? Phrase(kind, kind)
    }

    public static func action(_ name: String) -> Phrase {
        known.first { $0.action == name }?.words ?? Phrase(name, name)
    }
}
