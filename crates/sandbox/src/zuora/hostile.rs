//! Hostile text in every field of a few of Zuora's rows.

use crate::control::HOSTILE;
use sqlx::SqliteConnection;

const EMAILS: &str = "UPDATE zu_email SET eventname = ?1, subject = ?1, errormessage = ?1,
    toemail = ?1 || '@hostile.example', fromemail = ?1, cc = ?1, bcc = ?1, replyto = ?1, notification = ?1
    WHERE id = (SELECT id FROM zu_email WHERE status = 'Failed'
                ORDER BY createdon DESC, id DESC LIMIT 1 OFFSET ?2)";
const CALLOUTS: &str = "UPDATE zu_callout SET eventname = ?1, errormessage = ?1,
    requesturl = 'https://hostile.example/' || ?1, requestmethod = ?1, notification = ?1,
    context = ?1, content = ?1
    WHERE id = (SELECT id FROM zu_callout ORDER BY createdon DESC, id DESC LIMIT 1 OFFSET ?2)";

/// Rewrites the newest failed e-mails and the newest callouts.
pub async fn fill(db: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let mut changed = 0;
    for (index, text) in (0_i64..).zip(HOSTILE.iter()) {
        for sql in [EMAILS, CALLOUTS] {
            changed += sqlx::query(sql)
                .bind(text.as_str())
                .bind(index)
                .execute(&mut *db)
                .await?
                .rows_affected();
        }
    }
    Ok(changed)
}
