/** A goal, the columns of its table (frequent values behind “=”), and what it asks for. */
export interface IGoal {
  language: string;
  goal: string;
  columns: string[];
  target: string;
}

// [language, goal, columns, target]; a column's values stand behind "=".
const rows: [string, string, string, string][] = [
  [
    'en',
    'Predict the sale price of each house.',
    'Id LotArea Neighborhood=a|b|c YearBuilt SaleCondition=Normal|Family SalePrice',
    'SalePrice'
  ],
  [
    'en',
    'From `Age`, `MonthlyIncome` and `OverTime`, predict attrition.',
    'Age MonthlyIncome OverTime=Yes|No Attrition=Yes|No',
    'Attrition'
  ],
  [
    'en',
    'Using area and number of rooms, estimate the rent.',
    'area rooms city=a|b rent',
    'rent'
  ],
  [
    'en',
    'Given the weather, the hour and the season, forecast how many bikes are rented.',
    'season weather hour temp humidity casual count',
    'count'
  ],
  ['en', 'Predict y', 'x1 x2 x3 y', 'y'],
  [
    'en',
    'Regress log10 of the half-life (column log_t12) on the descriptors.',
    'mw logp rings half_life_h log_t12',
    'log_t12'
  ],
  [
    'ru',
    'Надо предсказать уровень глюкозы у пациентов. У каждого пациента несколько измерений.',
    'пациент возраст углеводы инсулин глюкоза',
    'глюкоза'
  ],
  [
    'de',
    'Sage anhand von Lage und Verkaufsfläche den Umsatz jeder Filiale voraus.',
    'Filiale Lage=Rand|Bahnhof Verkaufsflaeche Mitarbeiter Umsatz',
    'Umsatz'
  ],
  [
    'de',
    'Sage anhand von Wetter und Wochentag den Stromverbrauch der kommenden Woche voraus. Gemessen wird am MAPE.',
    'Datum Wochentag Temperatur Sonnenstunden Verbrauch_MWh',
    'Verbrauch_MWh'
  ],
  [
    'fr',
    'Estimez le loyer hors charges des appartements à partir de la surface, du nombre de pièces et du quartier.',
    'surface pieces quartier=Bastide|Chartrons charges loyer',
    'loyer'
  ],
  [
    'fr',
    'Objectif : repérer avant la sortie les patients qui seront réadmis (oui/non).',
    'age severite service=chirurgie|gériatrie duree_readmission readmis=oui|non',
    'readmis'
  ],
  [
    'en',
    'Our espresso machines break. Tell us which ones need a repair within a week; we look at recall.',
    'pressure temp shots needs_repair=yes|no',
    'needs_repair'
  ],
  [
    'en',
    'I have beehive sensor data. Which hives will swarm? log loss',
    'weight hum_hz temp brood swarmed=0|1',
    'swarmed'
  ],
  [
    'de',
    'Kann man am Zahnbild erkennen, wie alt ein Reh ist? mittlerer absoluter Fehler',
    'zahnhoehe abrieb gewicht alter_jahre',
    'alter_jahre'
  ],
  [
    'it',
    'Indovina il genere del brano musicale, accuratezza bilanciata.',
    'bpm energia durata genere=rock|pop|jazz',
    'genere'
  ],
  [
    'ja',
    '中古カメラの落札価格を予測したい。評価はRMSLE。',
    '年式 シャッター数 状態=良|並 落札価格',
    '落札価格'
  ],
  [
    'ru',
    'Предскажи, вернёт ли читатель книгу вовремя. Метрика ROC-AUC.',
    'возраст жанр=а|б страниц вовремя=0|1',
    'вовремя'
  ],
  [
    'en',
    'What will the trip cost? (taxi data; cols: pickup zone, miles, minutes, total_usd)',
    'pickup_zone miles minutes total_usd',
    'total_usd'
  ],
  [
    'en',
    'predict wich custommers wil chrun',
    'tenure monthly contract=a|b churn=Yes|No',
    'churn'
  ],
  [
    'en',
    'Build sth that flags which tickets will breach the SLA, csv attached, breached = true/false.',
    'priority=a|b queue=a|b age_min breached=true|false',
    'breached'
  ],
  [
    'de',
    'Sage die Spalte `miete` voraus. MAE.',
    'flaeche zimmer kaution miete',
    'miete'
  ],
  [
    'de',
    'Ziel: Spalte `ausfall`.',
    'alter druck vibration ausfall=0|1',
    'ausfall'
  ],
  [
    'de',
    'Vorhergesagt wird der Endpreis der Auktion.',
    'startpreis gebote endpreis',
    'endpreis'
  ],
  [
    'de',
    'Wie viele Kilometer schafft der Akku noch? Spalten: ladung, temperatur, reichweite',
    'ladung temperatur reichweite',
    'reichweite'
  ],
  [
    'fr',
    'Détecter les virements frauduleux (colonne fraude) sans utiliser `motif`.',
    'montant motif=x|y pays=FR|BE fraude=0|1',
    'fraude'
  ],
  [
    'it',
    'Quanto durerà la riparazione? Le ore effettive sono in ore_effettive, ore_preventivo è quello che diciamo al cliente.',
    'km ore_preventivo ore_effettive',
    'ore_effettive'
  ],
  [
    'en',
    'Which customers will leave? Predict churn from usage, plan and tenure.',
    'customer_id tenure plan=a|b usage churn=0|1',
    'churn'
  ],
  [
    'en',
    'Classify the iris flowers by species, based on sepal length, sepal width, petal length and petal width.',
    'sepal_length sepal_width petal_length petal_width species=setosa|virginica',
    'species'
  ],
  [
    'en',
    'I have a table of wines (alcohol, pH, sulphates ...). What quality will a wine get?',
    'alcohol pH sulphates density quality',
    'quality'
  ],
  [
    'en',
    'The target is `median_house_value`. All other columns are features.',
    'longitude latitude median_income households median_house_value',
    'median_house_value'
  ],
  [
    'en',
    'Build a model for `target`; drop `id` first.',
    'id f1 f2 f3 target',
    'target'
  ],
  [
    'en',
    'Tell whether a loan will default, using income, loan amount and credit score. Metric: ROC AUC.',
    'income loan_amount credit_score default=0|1',
    'default'
  ],
  [
    'en',
    'Detect fraudulent transactions.',
    'amount merchant=a|b hour is_fraud=0|1',
    'is_fraud'
  ],
  [
    'en',
    'How long will the taxi ride take? Use the pick-up point, the drop-off point and the hour.',
    'pickup_lat pickup_lon dropoff_lat dropoff_lon hour trip_duration',
    'trip_duration'
  ],
  [
    'en',
    '# Titanic\n\nPredict whether a passenger survived. Columns: Pclass (class of the ticket), Sex, Age, Fare (price paid), Embarked.',
    'PassengerId Survived=0|1 Pclass Sex=male|female Age Fare Embarked=S|C',
    'Survived'
  ],
  [
    'en',
    'Estimate the compressive strength of concrete given cement, slag, water and age.',
    'cement slag water age strength',
    'strength'
  ],
  [
    'en',
    'We want to know the salary of a job advert. Columns: `title` (the job), `company`, `location`, `salary` (what it pays a year).',
    'title=a|b company=a|b location=a|b salary',
    'salary'
  ],
  [
    'en',
    'Regress mpg on the rest of the columns.',
    'cylinders displacement horsepower weight mpg',
    'mpg'
  ],
  [
    'en',
    "My boss wants a forecast of next week's demand per store and product.",
    'date store product=a|b price demand',
    'demand'
  ],
  [
    'en',
    'Predict the `Survived` column with `Age`, `Sex` and `Pclass`.',
    'Age Sex=m|f Pclass Survived=0|1',
    'Survived'
  ],
  [
    'en',
    'Use the columns age, sex and bmi to predict charges (insurance).',
    'age sex=m|f bmi children charges',
    'charges'
  ],
  [
    'en',
    'Is this mushroom poisonous? Columns describe cap, gill and stalk.',
    'cap=x|b gill=n|f stalk=e|t class=edible|poisonous',
    'class'
  ],
  [
    'en',
    'Find out which e-mails are spam.',
    'text=aa|bb length label=ham|spam',
    'label'
  ],
  [
    'en',
    'Columns: Store, DayOfWeek, Customers, Promo, Sales.\n\nForecast Sales for each Store.',
    'Store DayOfWeek Customers Promo Sales',
    'Sales'
  ],
  [
    'en',
    'Work out delay_minutes before take-off. Do not use actual_departure.',
    'carrier=a|b scheduled actual_departure distance delay_minutes',
    'delay_minutes'
  ],
  [
    'en',
    '## Task\nFor every row of the test set you have to predict the value of `exam_score`.\n\n## Evaluation\nSubmissions are scored by the root mean squared error.\n\n## Columns\n- `study_hours`: hours of study\n- `sleep_hours`: hours of sleep\n- `exam_score`: the target',
    'study_hours sleep_hours school=a|b exam_score',
    'exam_score'
  ],
  [
    'en',
    '## Data description\n* `Store` - the shop\n* `Open` - whether it was open\n* `Sales` - turnover of a day (this is what you are predicting)\n\n## Goal\nPredict the turnover.',
    'Store Open Promo Sales',
    'Sales'
  ],
  [
    'en',
    "Temperature prediction for tomorrow, given today's humidity, pressure and wind.",
    'humidity pressure wind temperature',
    'temperature'
  ],
  [
    'en',
    'Make predictions of house value out of rooms, crime and tax.',
    'rooms crime tax house_value',
    'house_value'
  ],
  [
    'en',
    'Who wins? Predict the winner of each match from elo_home, elo_away and the odds.',
    'elo_home elo_away odds winner=home|away',
    'winner'
  ],
  [
    'en',
    'Score each applicant: will they repay? Column to predict: repaid.',
    'income debt age repaid=0|1',
    'repaid'
  ],
  [
    'en',
    'Diabetes diagnosis from glucose, insulin and BMI.',
    'glucose insulin BMI Outcome=0|1',
    'Outcome'
  ],
  [
    'en',
    'Predict energy consumption with temperature, hour and the building type.',
    'temperature hour building=a|b energy_consumption',
    'energy_consumption'
  ],
  [
    'en',
    'Learn to recognise the activity of a person from the accelerometer columns ax, ay, az.',
    'ax ay az subject activity=walk|sit|run',
    'activity'
  ],
  ['en', 'price prediction', 'area rooms price', 'price'],
  [
    'en',
    'Our tractors break. Please estimate the remaining useful life (column RUL) of each unit. Sensors are s1 to s21.',
    'unit cycle s1 s2 s3 s4 RUL',
    'RUL'
  ],
  [
    'en',
    '"quantity" is to be predicted from "price", "promo" and "weekday".',
    'price promo weekday quantity',
    'quantity'
  ],
  ['en', 'Given `x` and `z`, what is `w`?', 'x z w', 'w'],
  [
    'en',
    'Determine the crop yield (t/ha) of a field by rain, soil and fertiliser.',
    'rain soil=a|b fertiliser yield',
    'yield'
  ],
  [
    'en',
    'Submissions are evaluated using the multi-class logarithmic loss of the species.',
    'margin shape texture species=a|b|c',
    'species'
  ],
  [
    'de',
    'Sage den Preis jeder Wohnung voraus. Maß: mittlerer absoluter Fehler.',
    'Fläche Zimmer Stadtteil=a|b Preis',
    'Preis'
  ],
  [
    'de',
    'Aus Fläche, Zimmerzahl und Baujahr soll der Kaufpreis vorhergesagt werden.',
    'Fläche Zimmerzahl Baujahr Kaufpreis',
    'Kaufpreis'
  ],
  [
    'de',
    'Anhand von Alter, Geschlecht und Klasse die Überlebenschance vorhersagen.',
    'Age Sex=m|f Pclass Survived=0|1',
    'Survived'
  ],
  [
    'de',
    'Wir möchten wissen, welche Kunden kündigen. Merkmale: Vertrag, Laufzeit, Tarif.',
    'Vertrag=a|b Laufzeit Tarif Kündigung=ja|nein',
    'Kündigung'
  ],
  [
    'de',
    'Schätze das Gehalt mit Hilfe von Berufserfahrung und Ausbildung.',
    'Berufserfahrung Ausbildung=a|b Gehalt',
    'Gehalt'
  ],
  [
    'de',
    'Prognostiziere den Umsatz der nächsten Woche je Filiale.',
    'Datum Filiale Wetter=a|b Umsatz',
    'Umsatz'
  ],
  [
    'de',
    'Zielvariable ist `price`; die Spalten `carat`, `cut` und `color` sind Merkmale.',
    'carat cut=a|b color=a|b price',
    'price'
  ],
  [
    'de',
    'Klassifiziere die Weinqualität anhand der Messwerte.',
    'alcohol pH sulphates quality',
    'quality'
  ],
  [
    'de',
    'Erkenne betrügerische Überweisungen.',
    'Betrag Uhrzeit Land=a|b Betrug=0|1',
    'Betrug'
  ],
  [
    'de',
    'Wie hoch ist der Stromverbrauch, wenn Temperatur und Wochentag bekannt sind?',
    'Temperatur Wochentag Stromverbrauch',
    'Stromverbrauch'
  ],
  [
    'de',
    'Bestimme die Art der Pinguine aus Schnabellänge, Schnabeltiefe und Gewicht.',
    'Schnabellaenge Schnabeltiefe Gewicht Art=a|b|c',
    'Art'
  ],
  [
    'de',
    'Auf Grundlage von Alter und BMI möchte ich die Kosten abschätzen.',
    'Alter BMI Raucher=ja|nein Kosten',
    'Kosten'
  ],
  [
    'fr',
    'À partir de la surface, prédire le prix.',
    'surface pieces ville=a|b prix',
    'prix'
  ],
  [
    'fr',
    'Prédire le prix de vente des maisons en utilisant la surface et le quartier.',
    'surface quartier=a|b prix_vente',
    'prix_vente'
  ],
  [
    'fr',
    'Je veux estimer le salaire selon l’âge et le diplôme.',
    'age diplome=a|b salaire',
    'salaire'
  ],
  [
    'fr',
    "Classer les fleurs par espèce d'après la longueur des pétales.",
    'longueur_petale largeur_petale espece=a|b',
    'espece'
  ],
  [
    'fr',
    'La variable cible est `churn`. Les colonnes `tenure` et `contract` sont explicatives.',
    'tenure contract=a|b churn=0|1',
    'churn'
  ],
  [
    'fr',
    "Avec la température et l'humidité, prévoir la consommation d'électricité.",
    'temperature humidite consommation',
    'consommation'
  ],
  [
    'fr',
    'Détecter les transactions frauduleuses.',
    'montant heure pays=a|b fraude=0|1',
    'fraude'
  ],
  [
    'fr',
    'Prévision des ventes de chaque magasin.',
    'magasin date promo ventes',
    'ventes'
  ],
  [
    'fr',
    'Quels passagers ont survécu ? Prédire la survie.',
    'Age Sex=m|f Pclass Survived=0|1',
    'Survived'
  ],
  [
    'fr',
    "Sur la base de l'âge et du poids, deviner la taille.",
    'age poids taille',
    'taille'
  ],
  [
    'es',
    'Predecir el precio de cada vivienda a partir de la superficie y las habitaciones.',
    'superficie habitaciones precio',
    'precio'
  ],
  [
    'es',
    'A partir de la edad y los ingresos, predecir el abandono.',
    'edad ingresos abandono=si|no',
    'abandono'
  ],
  [
    'es',
    'Usando la temperatura y la hora, estima la demanda.',
    'temperatura hora demanda',
    'demanda'
  ],
  [
    'es',
    'Clasifica las flores según su especie.',
    'largo ancho especie=a|b',
    'especie'
  ],
  [
    'es',
    'La variable objetivo es `ventas`; las columnas `tienda` y `promo` son características.',
    'tienda promo ventas',
    'ventas'
  ],
  [
    'es',
    'Queremos saber qué clientes dejarán de pagar (impago).',
    'ingreso deuda edad impago=0|1',
    'impago'
  ],
  [
    'es',
    'Con los datos de lluvia y suelo, pronosticar el rendimiento del cultivo.',
    'lluvia suelo=a|b rendimiento',
    'rendimiento'
  ],
  [
    'pt',
    'Prever o preço das casas a partir da área e do número de quartos.',
    'area quartos preco',
    'preco'
  ],
  [
    'pt',
    'Com base na idade e na renda, prever a inadimplência.',
    'idade renda inadimplencia=0|1',
    'inadimplencia'
  ],
  [
    'pt',
    'A variável alvo é `vendas`. Use `loja`, `dia` e `promo`.',
    'loja dia promo vendas',
    'vendas'
  ],
  [
    'pt',
    'Estime o salário usando escolaridade e experiência.',
    'escolaridade experiencia salario',
    'salario'
  ],
  [
    'pt',
    'Classificar os vinhos pela qualidade, dadas as medidas químicas.',
    'alcool ph qualidade',
    'qualidade'
  ],
  [
    'pt',
    'Quais passageiros sobreviveram? Prever a sobrevivência.',
    'Age Sex=m|f Fare Survived=0|1',
    'Survived'
  ],
  [
    'it',
    'Prevedere il prezzo delle case a partire da superficie e zona.',
    'superficie zona=a|b prezzo',
    'prezzo'
  ],
  [
    'it',
    'In base a età e reddito, stimare il rischio.',
    'eta reddito rischio',
    'rischio'
  ],
  [
    'it',
    'La variabile target è `vendite`.',
    'negozio giorno vendite',
    'vendite'
  ],
  [
    'it',
    'Classifica le specie usando lunghezza e larghezza.',
    'lunghezza larghezza specie=a|b',
    'specie'
  ],
  [
    'it',
    'Con temperatura e ora, prevedi il consumo di energia.',
    'temperatura ora consumo',
    'consumo'
  ],
  [
    'it',
    "Stima lo stipendio dai titoli di studio e dall'età.",
    'titolo=a|b eta stipendio',
    'stipendio'
  ],
  ['zh', '根据面积和房间数预测房价。', '面积 房间数 房价', '房价'],
  ['zh', '预测每套房子的价格。', 'area rooms district=a|b price', 'price'],
  [
    'zh',
    '利用年龄、收入和信用记录，判断客户是否违约。',
    'age income credit default=0|1',
    'default'
  ],
  [
    'zh',
    '目标列是 churn，其余列为特征。',
    'tenure plan=a|b churn=0|1',
    'churn'
  ],
  ['zh', '基于温度和湿度预测用电量。', '温度 湿度 用电量', '用电量'],
  [
    'zh',
    '请对鸢尾花的种类进行分类，特征包括花瓣长度和花瓣宽度。',
    'petal_length petal_width species=a|b',
    'species'
  ],
  ['zh', '预测乘客是否生还。', 'Age Sex=m|f Fare Survived=0|1', 'Survived'],
  [
    'ja',
    '面積と築年数から家賃を予測してください。',
    '面積 築年数 家賃',
    '家賃'
  ],
  [
    'ja',
    '年齢と収入をもとに、離職を予測する。',
    'Age Income Attrition=Yes|No',
    'Attrition'
  ],
  ['ja', '住宅の価格を予測する。', 'area rooms price', 'price'],
  [
    'ja',
    '気温と曜日を使って電力消費量を推定してください。',
    '気温 曜日 電力消費量',
    '電力消費量'
  ],
  [
    'ja',
    '目的変数は `sales` です。`store` と `promo` を特徴量とします。',
    'store promo sales',
    'sales'
  ],
  ['ja', '迷惑メールを検出する。', 'text=aa|bb label=ham|spam', 'label'],
  [
    'ru',
    'Предскажи цену квартиры по площади и числу комнат.',
    'площадь комнаты цена',
    'цена'
  ],
  [
    'ru',
    'На основе возраста и дохода предсказать отток клиентов.',
    'возраст доход отток=0|1',
    'отток'
  ],
  [
    'ru',
    'Спрогнозировать продажи каждого магазина.',
    'store date promo sales',
    'sales'
  ],
  [
    'ru',
    'Целевая переменная — `salary`, признаки: `experience`, `education`.',
    'experience education=a|b salary',
    'salary'
  ],
  [
    'ru',
    'Используя температуру и влажность, оценить потребление энергии.',
    'температура влажность потребление',
    'потребление'
  ],
  ['ru', 'Определи вид цветка.', 'sepal petal species=a|b', 'species'],
  [
    'ru',
    'Кто из пассажиров выжил? Предсказать выживание.',
    'Age Sex=m|f Survived=0|1',
    'Survived'
  ],
  [
    'en',
    'The asking price of a home is known. We do not want to predict the price but the number of days until it is sold.',
    'price bedrooms sqft zip=a|b|c days_on_market',
    'days_on_market'
  ],
  [
    'fr',
    'On ne veut pas prédire le prix mais la durée de la vente.',
    'prix surface duree pieces',
    'duree'
  ],
  [
    'es',
    'No queremos predecir el precio sino la demanda.',
    'precio tienda=a|b demanda promo=0|1',
    'demanda'
  ],
  [
    'ru',
    'Нам не нужно предсказывать цену, а спрос.',
    'цена магазин=а|б спрос акция=0|1',
    'спрос'
  ],
  [
    'de',
    'Unser Stromanbieter möchte wissen, welche Kunden in den kommenden Monaten kündigen werden.',
    'Tarif=Basis|Komfort Verbrauch Beschwerden=0|1|2|3|4 gekuendigt=ja|nein',
    'gekuendigt'
  ],
  [
    'de',
    'Wie groß wird die Wärmemenge?',
    'Aussentemperatur Flaeche Waermemenge',
    'Waermemenge'
  ],
  [
    'en',
    'Given these, we are interested in what a house is worth there.',
    'rooms households median_income median_house_value',
    'median_house_value'
  ],
  [
    'de',
    'Erkenne, welche Platinen die Prüfung nicht bestehen. F1 der Klasse NOK.',
    'Linie=L1|L2 Ofentemp Ergebnis=OK|NOK',
    'Ergebnis'
  ],
  [
    'en',
    'Which of them is it? F1 of the class churned.',
    'plan=a|b minutes status=active|churned',
    'status'
  ],
  [
    'en',
    'Classify obesity level; macro-averaged one-vs-rest ROC AUC',
    'Height Weight Veg=1|2|3 Water=1|2|3 NObeyesdad=Normal_Weight|Overweight|Obesity_I|Obesity_II',
    'NObeyesdad'
  ],
  [
    'de',
    'Sage den Strompreis für den nächsten Monat voraus.',
    'Tag Wind_GW Last_GW Börse=Peak|Base Strompreis_€/MWh',
    'Strompreis_€/MWh'
  ],
  [
    'zh',
    '请预测每家店铺未来七天的销量。',
    '日期 店铺=A店|B店|C店 促销=0|1 气温 销量',
    '销量'
  ],
  [
    'de',
    'Schätze aus dem EEG die Schlafphase. Bitte so validieren, dass kein Proband in Trainings- und Testdaten zugleich vorkommt.',
    'Proband=VP1|VP2|VP3|VP4 delta theta alpha Schlafphase=W|N1|REM',
    'Schlafphase'
  ],
  [
    'ru',
    'Классифицировать отзывы по тональности.',
    'длина восклицания заглавные тональность=позитив|негатив|нейтрально',
    'тональность'
  ],
  [
    'en',
    'Description\nThe first automated essay scoring competition was held twelve years ago. In this one you train a model to score student essays (1 to 6). Accuracy of human raters is limited, teachers spend much time grading.\n\nEvaluation\nSubmissions are scored based on the quadratic weighted kappa, which measures the agreement between two outcomes. This metric typically varies from 0 (random agreement) to 1 (complete agreement). In the event that there is less agreement than expected by chance, the metric may go below 0.\n\nSubmission File\nFor each essay_id in the test set, you must predict the corresponding score.',
    'n_words n_paragraphs=1|2|3|4|5|6|7|8|9 spelling_errors readability score=1|2|3|4|5|6',
    'score'
  ],
  [
    'en',
    'Your Goal: for this episode, predict the outcomes of patients with chronic hives.\n\nEvaluation: Submissions are evaluated using the multi-class logarithmic loss. Each id in the test set has a single true class label. For each id you must submit a set of predicted probabilities, one for each of the three outcomes, e.g. Outcome_calm, Outcome_flare, and Outcome_severe.\nThe submitted probabilities for a given id are not required to sum to one because they are rescaled prior to being scored.',
    'age drug=placebo|omalizumab ige itch Outcome=calm|flare|severe',
    'Outcome'
  ],
  [
    'en',
    "Imagine standing at the check-out counter with a long line behind you and your card gets declined. Improving the accuracy of fraud alerts helps everyone.\n\nIn this competition you're predicting the probability that an online transaction is fraudulent, as denoted by the binary target isFraud.\n\nEvaluation\nSubmissions are evaluated on area under the ROC curve between the predicted probability and the observed target.",
    'TransactionAmt ProductCD=W|C|R|H card4=visa|mastercard dist1 isFraud=0|1',
    'isFraud'
  ],
  [
    'en',
    'Predict likely degradation rates at each base of an RNA molecule.\nEvaluation: Submissions are scored using MCRMSE (mean columnwise root mean squared error) over the three targets reactivity, deg_Mg_pH10 and deg_Mg_50C.',
    'seq_len gc mfe loops=0|1|2|3|4|5|6|7|8|9 reactivity deg_Mg_pH10 deg_Mg_50C',
    'reactivity,deg_Mg_pH10,deg_Mg_50C'
  ],
  [
    'en',
    '## Description\nApple growers lose a tenth of their crop to disease. Given leaf measurements, identify the disease category of each tree. Several leaves were measured per tree (`tree_id`), the trees of the test set are different ones.\n## Evaluation\nBalanced accuracy, i.e. the mean recall per class.',
    'tree_id green spots area disease=healthy|rust|scab|multiple',
    'disease'
  ],
  [
    'en',
    'The goal of the contest is to predict the sale price of a particular piece of heavy equipment at auction based on its usage, equipment type, and configuration.\nThe data is sourced from auction result postings. Train.csv holds data until the end of 2011, the validation set January to April 2012, and you will be scored on May to November 2012, the sales that follow.\nEvaluation: the RMSLE between the actual and predicted auction prices.',
    'saledate YearMade UsageBand=Low|Medium|High MachineHours SalePrice',
    'SalePrice'
  ],
  [
    'en',
    'In this competition, you will predict the probability that an auto insurance policy holder files a claim.\nScoring Metric\nSubmissions are evaluated using the Normalized Gini Coefficient.\nDuring scoring, observations are sorted from the largest to the smallest predictions.',
    'ps_ind_01=0|1|2|3|4|5|6|7 ps_reg_01 ps_car_13 ps_calc_03 target=0|1',
    'target'
  ],
  [
    'en',
    '**Goal** – use factors to predict the stress level of commuters (`low`, `medium`, `high`), column `StressLevel`.\n**Evaluation** – The evaluation metric for this competition is Mean F1-Score, in the macro flavour: F1 is computed for each class and averaged without weights. F1 is the harmonic mean of precision and recall.',
    'km mode=car|bus|bike delay age StressLevel=low|medium|high',
    'StressLevel'
  ],
  [
    'en',
    'Hi Priya,\nfollowing up on Monday: could you get me something that flags customers who are about to leave us? Marketing will call the top of the list. IT exported accounts.csv for you, field "cancelled" is 1 if they quit within 90 days. "cancel_reason" is obviously only filled when they already quit, so keep your hands off it. They want the average precision.\nBest, Tom',
    'tenure_months plan=basic|plus|pro monthly_fee tickets=0|1|2|3|4|5|6|7|8|9 cancel_reason=price|service|moved cancelled=0|1',
    'cancelled'
  ],
  [
    'en',
    'Team, the board asked for our hit rate on the credit grades. Build a model for `grade`, tell me what share of loans it gets right.\nRegards, J.',
    'amount income purpose=car|house|other grade=A|B|C|D',
    'grade'
  ],
  [
    'en',
    'Hey, purchasing needs to know how many crates they have to order. Please take the daily orders from the last two years and tell me what we would have predicted for next month. They think in percent, so MAPE.',
    'day weekday=1|2|3|4|5|6|7 holiday=0|1 crates',
    'crates'
  ],
  [
    'en',
    "Morning! We get burnt by late suppliers. Data attached. I want the days of delay (delay_days) before the order is placed, so arrival_date and penalty_eur won't be available at that time. MAE is fine.",
    'supplier_rating weight country=DE|CN|US arrival_date penalty_eur delay_days',
    'delay_days'
  ],
  [
    'en',
    'Hello, the model for order_value will run on customers who signed up after the training was done, so please make sure no customer is in both train and validation. RMSE.',
    'customer items channel=web|shop discount order_value',
    'order_value'
  ],
  [
    'en',
    'Could someone build a classifier for the column outcome? The class of interest is "rejected" (we want to catch those), F1 on that class please.',
    'score income employed=yes|no outcome=accepted|rejected',
    'outcome'
  ],
  [
    'de',
    'Wie hoch ist die Monatsmiete einer Wohnung? Beurteilt wird der mittlere absolute prozentuale Fehler.',
    'wohnflaeche zimmer=1|2|3|4|5|6 baujahr nebenkosten miete_monat',
    'miete_monat'
  ],
  [
    'de',
    'Ich möchte wissen, welche Kunden kündigen werden, AUC.',
    'alter vertrag=12M|24M umsatz gekuendigt=ja|nein',
    'gekuendigt'
  ],
  [
    'de',
    'Vorhersage des HbA1c-Werts pro Patient; Messungen eines Patienten nicht auf Training und Test verteilen. MAE',
    'patient_nr bmi insulin hba1c',
    'hba1c'
  ],
  [
    'fr',
    'Combien de temps un patient reste-t-il hospitalisé ? Erreur absolue moyenne.',
    'age service=cardio|ortho urgence=0|1 duree_sejour_jours',
    'duree_sejour_jours'
  ],
  [
    'fr',
    'Détecter les pièces défectueuses à partir des mesures du capteur, rappel le plus élevé possible.',
    'vibration temperature pression defectueuse=non|oui',
    'defectueuse'
  ],
  [
    'fr',
    'Prévoir les ventes des quatre prochaines semaines, magasin par magasin, RMSE.',
    'date magasin promo=0|1 meteo=pluie|soleil ventes',
    'ventes'
  ],
  [
    'es',
    'Estima el rendimiento en toneladas por hectárea de cada parcela; error cuadrático medio (RMSE).',
    'lluvia_mm ph variedad=a|b t_ha',
    't_ha'
  ],
  [
    'es',
    '¿Qué clientes dejarán de pagar el préstamo? Quiero el área bajo la curva ROC.',
    'edad ingresos importe impago=no|si',
    'impago'
  ],
  [
    'pt',
    'Quero prever a produtividade do talhão em sacas por hectare. MAE.',
    'chuva adubo cultivar=x|y sacas_ha',
    'sacas_ha'
  ],
  [
    'pt',
    'Quais alunos vão evadir do curso? acurácia balanceada',
    'idade nota_media faltas bolsa=0|1 evadiu=sim|nao',
    'evadiu'
  ],
  [
    'it',
    'Quanto consuma al giorno ogni macchina in kWh? Scarto quadratico medio (RMSE).',
    'turni=1|2|3 pezzi temperatura kwh',
    'kwh'
  ],
  [
    'it',
    'Prevedi il punteggio di soddisfazione degli ospiti per hotel nuovi, mai visti prima. MAE',
    'hotel stanza=singola|doppia prezzo soddisfazione',
    'soddisfazione'
  ],
  [
    'zh',
    '预测用户是否会流失，用AUC评估。',
    '年龄 套餐=基础|高级 月消费 是否流失=否|是',
    '是否流失'
  ],
  [
    'zh',
    '根据土壤和气象数据估计每亩产量，平均绝对误差。',
    '土壤=沙|粘 降雨 温度 亩产',
    '亩产'
  ],
  [
    'ja',
    '入居者が来年退去するかどうかを当てたい。評価はF1。',
    '年齢 家賃 築年数 退去=いいえ|はい',
    '退去'
  ],
  [
    'ja',
    '翌週の弁当の販売数を予測してください。MAPEで評価します。',
    '日付 曜日=1|2|3|4|5|6|7 気温 販売数',
    '販売数'
  ],
  [
    'ru',
    'Нужно понять, какие насосы откажут в ближайший месяц. Метрика - полнота (recall).',
    'давление вибрация наработка отказ=нет|да',
    'отказ'
  ],
  [
    'ru',
    'Оцените зарплату по вакансии, средняя абсолютная ошибка в процентах (MAPE).',
    'город=Москва|Казань опыт_лет навыков зарплата',
    'зарплата'
  ],
  [
    'en',
    'Predict the rent of flats, MAE',
    'size_sqm rooms=1|2|3|4|5|6 built monthly_eur',
    'monthly_eur'
  ],
  [
    'en',
    'Columns:\n- area: living area in m2\n- heating: kind of heating\n- year: year of construction\n- energy_class: A to G\n- kwh_m2: energy use per m2 and year (this is what we want to know)\n\nMetric: R2',
    'area heating=gas|oil|pump year energy_class=A|B|C|D|E|F|G kwh_m2',
    'kwh_m2'
  ],
  [
    'en',
    'Features: soil_ph, rain, sun_hours, variety. Label: brix. Score with RMSE.',
    'soil_ph rain sun_hours variety=a|b brix',
    'brix'
  ],
  [
    'en',
    'X = everything except `mortality`; y = `mortality`; 0/1; logloss',
    'ward=A|B sofa lactate age mortality=0|1',
    'mortality'
  ],
  [
    'de',
    'Spalten: Marke, Kilometerstand, PS, Erstzulassung, Preis. Gesucht ist der Preis, aus den übrigen. Bewertung: RMSE',
    'Marke=VW|BMW|Opel Kilometerstand PS Erstzulassung Preis',
    'Preis'
  ],
  [
    'en',
    'Predict strength of concrete. Coefficient of determination.',
    'cement water age strength',
    'strength'
  ],
  ['en', 'Predict `load`, error in log-cosh.', 'temp hour load', 'load'],
  [
    'en',
    'Classify `edible`; Matthews correlation please, not accuracy.',
    'cap=flat|bell odor=none|foul|almond weight edible=yes|no',
    'edible'
  ],
  [
    'de',
    'Schätze den Restwert; wichtig ist, wie oft wir höchstens 10 % danebenliegen.',
    'km alter typ=PKW|LKW restwert',
    'restwert'
  ],
  [
    'en',
    'Flag suspicious claims (`suspicious`). False alarms are expensive, so maximise precision.',
    'amount delay region=a|b suspicious=0|1',
    'suspicious'
  ],
  [
    'en',
    'Probability of rain tomorrow (`rain_tomorrow`), judged by the Brier score.',
    'humidity pressure wind rain_tomorrow=No|Yes',
    'rain_tomorrow'
  ],
  [
    'en',
    'Predict y. Keep the last 20 % of the rows by time for validation. MAE',
    'ts a b y',
    'y'
  ],
  [
    'en',
    'Predict `diagnosis` with StratifiedGroupKFold on patient. ROC AUC.',
    'patient size texture diagnosis=B|M',
    'diagnosis'
  ],
  [
    'en',
    'Predict `price`. Use the column fold for cross-validation. RMSE',
    'sqm rooms=1|2|3|4|5|6 fold=0|1|2|3|4 price',
    'price'
  ],
  [
    'en',
    'Model seizure yes/no from EEG features, evaluated per patient (leave one patient out). balanced accuracy',
    'patient_id alpha beta gamma seizure=no|yes',
    'seizure'
  ],
  [
    'es',
    'Predecir `demanda`; entrenar con los años pasados y validar con el último año. MAE',
    'anio precio pib demanda',
    'demanda'
  ],
  [
    'en',
    'Remaining useful life (RUL) of turbofans; at deployment the engines are others than those in the training data. RMSE',
    'unit cycle s2 s3 s4 RUL',
    'RUL'
  ],
  [
    'zh',
    '预测 得分；同一学生的记录必须在同一折。RMSE',
    '学生 题目难度 用时 得分',
    '得分'
  ],
  [
    'en',
    'Predict both `heating_load` and `cooling_load`. MAE averaged.',
    'compactness wall glazing heating_load cooling_load',
    'heating_load,cooling_load'
  ],
  [
    'fr',
    'Prédire la température et l’humidité de demain (temp_demain, hum_demain). RMSE',
    'temp hum vent pression temp_demain hum_demain',
    'temp_demain,hum_demain'
  ],
  [
    'en',
    'We already did clustering with k-means. Now predict `segment` of new customers from the rest. accuracy',
    'age spend visits segment=a|b|c|d',
    'segment'
  ],
  [
    'en',
    'Anomaly detection in pump data: predict the column `is_anomaly` (labelled by hand), average precision.',
    'p1 p2 p3 is_anomaly=0|1',
    'is_anomaly'
  ],
  [
    'en',
    'One day we want to translate the reviews into German; for now predict `stars`.',
    'title_len words price_level=low|mid|high stars=1|2|3|4|5',
    'stars'
  ],
  [
    'en',
    'Recommend hotels to every guest is the long-term plan. First step: predict the column `stars`. RMSE',
    'title_len words price_level=low|mid|high stars=1|2|3|4|5',
    'stars'
  ],
  [
    'de',
    'Später übersetzen wir die Texte ins Englische. Jetzt erst einmal die Spalte „stars“ vorhersagen.',
    'title_len words price_level=low|mid|high stars=1|2|3|4|5',
    'stars'
  ],
  [
    'en',
    'Reinforcement learning comes later. Now estimate `stars` by MAE.',
    'title_len words price_level=low|mid|high stars=1|2|3|4|5',
    'stars'
  ],
  [
    'en',
    'After clustering the customers we now classify `price_level`.',
    'title_len words price_level=low|mid|high stars=1|2|3|4|5',
    'price_level'
  ],
  [
    'fr',
    'Nous allons traduire les avis plus tard ; pour l’instant, prédire `stars`, MAE.',
    'title_len words price_level=low|mid|high stars=1|2|3|4|5',
    'stars'
  ],
  [
    'en',
    'Predict the 90th percentile of `wait_minutes`.',
    'queue hour agents wait_minutes',
    'wait_minutes'
  ],
  [
    'en',
    'Predict `wait_minutes`. Calls in the 99th percentile were clipped. MAE',
    'queue hour agents wait_minutes',
    'wait_minutes'
  ],
  [
    'en',
    'Predict wait_minutes, pinball loss at 0.9',
    'queue hour agents wait_minutes',
    'wait_minutes'
  ],
  [
    'en',
    'Predict `wait_minutes`. Columns p10, p90 are sensor percentiles. RMSE',
    'p10 p90 hour=1|2|3|4|5|6|7|8|9 wait_minutes',
    'wait_minutes'
  ],
  [
    'ru',
    'Предсказать 90-й перцентиль wait_minutes.',
    'queue hour agents wait_minutes',
    'wait_minutes'
  ],
  [
    'en',
    'Predict the p90 of wait_minutes.',
    'queue hour agents wait_minutes',
    'wait_minutes'
  ],
  [
    'en',
    'Classify `grade`, we look at the hit rate.',
    'a b grade=A|B|C',
    'grade'
  ],
  [
    'fr',
    "Je voudrais connaître le prix d'une voiture selon ses kilomètres et son carburant.",
    'kms carburant prix',
    'prix'
  ],
  ['en', 'Predict the hit rate of each batter.', 'a b hit_rate', 'hit_rate'],
  ['es', 'Clasificar `grade`; tasa de acierto.', 'a b grade=A|B|C', 'grade'],
  [
    'en',
    'Predict the genre, one of several genres. accuracy',
    'a b genre',
    'genre'
  ],
  [
    'en',
    'how much will the repair cost? mae',
    'age km parts=0|1|2|3|4|5|6|7|8|9 total_usd',
    'total_usd'
  ],
  [
    'de',
    'Wie hoch ist die Miete?',
    'flaeche zimmer=1|2|3|4|5 betrag_eur',
    'betrag_eur'
  ],
  ['en', 'Predict the price.', 'area shipping_eur Price', 'Price'],
  [
    'en',
    '**Description**\nBike share operators have to move bikes around at night. You get hourly rental data spanning two years; the training set is comprised of the first 19 days of each month, while the test set is the 20th to the end of the month. You must predict the total count of bikes rented during each hour covered by the test set.\n\n**Evaluation**\nSubmissions are evaluated one the Root Mean Squared Logarithmic Error (RMSLE).\n\n**Submission Format**\ndatetime,count',
    'datetime season=1|2|3|4 holiday=0|1 temp humidity casual registered count',
    'count'
  ],
  [
    'en',
    "Hi both, can somebody check if we could have seen coming which invoices are paid late? paid_late is yes/no. days_to_payment obviously can't go in as it's the same thing. I'd be happy with an AUC above .8. Cheers",
    'amount customer_age country=DE|FR|IT days_to_payment paid_late=no|yes',
    'paid_late'
  ],
  [
    'de',
    'Hallo zusammen, der Einkauf möchte wissen, wie viele Paletten wir je Tag brauchen (Spalte paletten). Bitte mit den letzten drei Monaten prüfen, ob das taugt. Fehler bitte als WAPE.',
    'datum wochentag=1|2|3|4|5|6|7 aktion=0|1 paletten',
    'paletten'
  ],
  [
    'fr',
    "Bonjour, nous cherchons à prédire la note de satisfaction (1 à 5) laissée par le client. L'ordre des notes compte : kappa pondéré quadratique s'il vous plaît.",
    'delai montant canal=web|tel satisfaction=1|2|3|4|5',
    'satisfaction'
  ],
  [
    'es',
    '¿A qué hora de llegada tendrá retraso el vuelo? Predice los minutos de retraso, mediana del error absoluto.',
    'aerolinea=IB|UX distancia hora_salida retraso_min',
    'retraso_min'
  ],
  [
    'pt',
    'Classifique as mensagens como spam ou não; medida F1 para a classe spam.',
    'tamanho links=0|1|2|3|4|5|6|7|8|9 maiusculas tipo=ham|spam',
    'tipo'
  ],
  [
    'it',
    'Stima il prezzo al metro quadro degli appartamenti, MAPE; gli appartamenti dello stesso condominio non devono stare in training e test insieme.',
    'condominio mq piano=0|1|2|3|4|5|6|7|8|9 anno eur_mq',
    'eur_mq'
  ],
  [
    'zh',
    '预测下个季度各门店的营业额，RMSPE。',
    '日期 门店 促销=0|1 客流 营业额',
    '营业额'
  ],
  [
    'ja',
    'この患者が30日以内に再入院する確率を出してください。Brierスコアで評価。',
    '年齢 入院日数 診療科=内科|外科 再入院=なし|あり',
    '再入院'
  ],
  [
    'ru',
    'Какой будет урожайность ц/га? R2',
    'осадки удобрения сорт=а|б урожайность_ц_га',
    'урожайность_ц_га'
  ],
  [
    'en',
    'Model `ltv`. I report the normalised gini over ranked customers and the top decile lift, but optimise RMSE.',
    'age visits ltv',
    'ltv'
  ],
  [
    'en',
    'Score `default` applicants: AUC is what the regulator wants, KS > 40 would be nice.',
    'income debt default=0|1',
    'default'
  ],
  [
    'en',
    'Predict `hba1c`. 5-fold CV, stratified by site but grouped by patient. RMSE',
    'patient site=A|B|C bmi hba1c',
    'hba1c'
  ],
  [
    'de',
    'Sage `ausfall` voraus; trainiert wird mit Daten bis 2021, getestet mit 2022. AUC',
    'jahr=2016|2017|2018|2019|2020|2021|2022 umsatz branche=a|b|c ausfall=0|1',
    'ausfall'
  ],
  [
    'en',
    'Predict x_next and y_next of the vessel from its track. Mean of the two MAEs.',
    'x y speed heading x_next y_next',
    'x_next,y_next'
  ],
  [
    'pt',
    'Preveja o teor de proteína e o teor de umidade de cada amostra de grão a partir dos espectros.',
    'nm_900 nm_905 nm_910 proteina umidade',
    'proteina,umidade'
  ],
  [
    'fr',
    "Nous avons mesuré des ECG de 60 patients (plusieurs enregistrements par patient). But : détecter la fibrillation (colonne fa). Le modèle servira pour des patients qu'on n'a pas encore vus. F1.",
    'patient rr_moyen rr_std qrs fa=0|1',
    'fa'
  ],
  [
    'ru',
    'Клиент спросил: какие заявки будут одобрены? Решение в столбце decision (approve / reject). Столбец officer_comment появляется вместе с решением, так что его в признаки не включать.',
    'income age officer_comment=fine|bad decision=approve|reject',
    'decision'
  ],
  [
    'en',
    'I have trial data where each site enrolled several people. Outcome is `response` (yes/no). I will apply the model at sites that did not take part.',
    'site=a|b|c age dose site_mean_response response=yes|no',
    'response'
  ]
];
export const goals: IGoal[] = rows.map(([language, goal, columns, target]) => ({
  language,
  goal,
  columns: columns.split(' '),
  target
}));
