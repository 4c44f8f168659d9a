"""The words of the recovery sheet."""

from __future__ import annotations

from datetime import datetime

from espace_mobile.app.ui import Ui
from espace_mobile.protocol.recovery import Secret, sheet_name, whole
from espace_mobile.reports.recovery_sheet import RecoverySheet


def sheet_of(ui: Ui, secret: Secret, printed_at: datetime) -> RecoverySheet:
    member, name = ui.session.membership, sheet_name(secret.pair.public)
    made = ui.t("recovery.paper.made", day=ui.words.day(printed_at.date(), year=True), name=name)
    return RecoverySheet(
        heading=ui.t("recovery.paper.heading", name=name),
        title=member.org_name,
        why=ui.t("recovery.paper.why"),
        lines=secret.lines,
        code=whole(member.address, secret),
        scan=ui.t("recovery.paper.scan"),
        facts=((ui.t("recovery.address"), member.address), (ui.t("recovery.org"), member.org)),
        parts=(
            (ui.t("recovery.paper.keep"), (ui.t("recovery.paper.keep_1"), ui.t("recovery.paper.keep_2"))),
            (
                ui.t("recovery.paper.use"),
                (ui.t("recovery.paper.use_1"), ui.t("recovery.paper.use_2"), ui.t("recovery.paper.use_3")),
            ),
        ),
        by_hand=(ui.t("recovery.paper.where"), ui.t("recovery.paper.who")),
        printed=made,
        printed_at=printed_at,
        language=ui.words.language,
        demo=ui.t("sheet.demo") if ui.state.installation.demo else "",
    )
