//! The log as a file: a spreadsheet, or an object of JSON a line.

use koop_domain::audit::model::Line;
use serde_json::json;

/// The columns of the spreadsheet; the names are those of the objects, too.
const COLUMNS: [&str; 13] = [
    "at",
    "actor",
    "actorName",
    "act",
    "subject",
    "subjectName",
    "community",
    "details",
    "request",
    "for",
    "forName",
    "profile",
    "mandate",
];

/// As a spreadsheet (RFC 4180).
pub(super) fn csv(lines: &[Line]) -> String {
    let mut file = COLUMNS.join(",");
    file.push_str("\r\n");
    for line in lines {
        let cells = [
            line.at.to_rfc3339(),
            line.actor.map(|id| id.to_string()).unwrap_or_default(),
            line.actor_name.clone().unwrap_or_default(),
            line.act.clone(),
            line.subject.clone().unwrap_or_default(),
            line.subject_name.clone().unwrap_or_default(),
            line.community.map(|id| id.to_string()).unwrap_or_default(),
            json!(line.details).to_string(),
            line.request.to_string(),
            line.behalf.map(|id| id.to_string()).unwrap_or_default(),
            line.behalf_name.clone().unwrap_or_default(),
            line.profile.map(|id| id.to_string()).unwrap_or_default(),
            line.mandate.map(|id| id.to_string()).unwrap_or_default(),
        ];
        file.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        file.push_str("\r\n");
    }
    file
}

/// An object of JSON a line.
pub(super) fn jsonl(lines: &[Line]) -> String {
    let mut file = String::new();
    for line in lines {
        let object = json!({
            "at": line.at,
            "actor": line.actor.map(|id| id.to_string()),
            "actorName": line.actor_name,
            "act": line.act,
            "subject": line.subject,
            "subjectName": line.subject_name,
            "community": line.community.map(|id| id.to_string()),
            "details": line.details,
            "request": line.request.to_string(),
            "for": line.behalf.map(|id| id.to_string()),
            "forName": line.behalf_name,
            "profile": line.profile.map(|id| id.to_string()),
            "mandate": line.mandate.map(|id| id.to_string()),
        });
        file.push_str(&object.to_string());
        file.push('\n');
    }
    file
}

/// A cell between quotes. A name that a spreadsheet would take for a formula is kept from being
/// one (OWASP, CSV Injection).
pub(in crate::desk) fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use koop_domain::id::{AuditId, RequestId};
    use serde_json::Map;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn names_stay_names_in_every_file() {
        let line = Line {
            id: AuditId(Uuid::nil()),
            at: DateTime::UNIX_EPOCH,
            actor: None,
            actor_name: Some("=SUM(\"A1\")".to_owned()),
            behalf: None,
            behalf_name: Some("=SUM(\"A1\")".to_owned()),
            profile: None,
            mandate: None,
            community: None,
            act: "role_set".to_owned(),
            subject: None,
            subject_name: Some("Bakker\nJan, & zn".to_owned()),
            details: Map::from_iter([("to".to_owned(), json!("steward"))]),
            request: RequestId(Uuid::nil()),
        };
        let text = csv(std::slice::from_ref(&line));
        assert!(text.contains("\"'=SUM(\"\"A1\"\")\""), "{text}");
        assert!(text.contains("\"Bakker\nJan, & zn\""), "{text}");
        let text = jsonl(&[line.clone(), line]);
        assert_eq!(text.lines().count(), 2);
        let object: serde_json::Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(object["details"]["to"], "steward");
        let names: Vec<&String> = object.as_object().unwrap().keys().collect();
        assert!(COLUMNS.iter().all(|column| names.iter().any(|name| name == column)));
    }
}
